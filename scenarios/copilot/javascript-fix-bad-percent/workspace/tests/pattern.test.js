import assert from 'node:assert/strict';
import test from 'node:test';
import { matchPattern } from '../src/pattern.js';

test('names', () => {
    assert.deepEqual(matchPattern('/users/:id', '/users/a%20b'), { id: 'a b' });
});

test('a path with bad percent sequences fits nothing', () => {
    assert.equal(matchPattern('/users/:id', '/users/%E0%A4%A'), null);
});
