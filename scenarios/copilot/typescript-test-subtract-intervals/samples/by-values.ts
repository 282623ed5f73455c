import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contains, type Interval } from '../src/interval.ts';
import { subtract } from '../src/merge.ts';

const whole: Interval = { low: 2, high: 6 };
const all: Interval[] = [];
for (let low = 0; low < 8; low += 1)
    for (let high = low; high <= 8; high += 1)
        all.push({ low, high });

function holds(holes: Interval[]): void {
    const left = subtract(whole, holes);
    for (let value = 0; value < 9; value += 1)
        assert.equal(left.some((one) => contains(one, value)), contains(whole, value) && !holes.some((one) => contains(one, value)));
    left.forEach((one, i) => {
        assert.ok(one.low < one.high);
        assert.ok(i === 0 || (left[i - 1]?.high ?? Infinity) < one.low);
    });
}

describe('subtract', () => {
    it('takes nothing from a whole', () => assert.deepEqual(subtract(whole, []), [whole]));
    it('leaves nothing of an empty one', () => assert.deepEqual(subtract({ low: 4, high: 4 }, []), []));
    it('takes one hole', () => all.forEach((one) => holds([one])));
    it('takes two holes', () => all.forEach((one) => all.forEach((other) => holds([one, other]))));
});
