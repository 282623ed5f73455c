import assert from 'node:assert/strict';
import test from 'node:test';
import { lines, totals } from '../src/report.js';

test('totals by account', () => {
    const sums = totals([{ account: 'b', cents: 1 }, { account: 'a', cents: 2 }, { account: 'b', cents: 3 }]);
    assert.deepEqual(lines(sums), ['a 0.02', 'b 0.04']);
});
