import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subtract } from '../src/merge.ts';

const day = { low: 8, high: 20 };

for (const hour of [10, 11, 12, 13])
    test(`a hole at ${hour}`, () => {
        assert.equal(subtract(day, [{ low: hour, high: hour + 1 }]).length, 2);
    });
