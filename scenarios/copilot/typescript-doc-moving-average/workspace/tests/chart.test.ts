import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sparkline } from '../src/chart.ts';

test('a gap where there is nothing', () => {
    assert.equal(sparkline([{ at: 0, value: 4 }, { at: 5, value: 8 }, { at: 20, value: 1 }], 10), '▆ ▁'.replace('▆', '█'));
});
