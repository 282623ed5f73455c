import assert from 'node:assert/strict';
import test from 'node:test';
import { shareLines, split } from '../src/share.js';

test('an even split', () => {
    assert.deepEqual(split(300, [1, 1, 1]), [100, 100, 100]);
});

test('lines by name', () => {
    assert.deepEqual(shareLines(1000, { Ada: 1, Bo: 3 }), ['Ada: 2.50', 'Bo: 7.50']);
});
