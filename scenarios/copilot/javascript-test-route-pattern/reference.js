import assert from 'node:assert/strict';
import test from 'node:test';
import { matchPattern } from '../src/pattern.js';

test('names take one segment, decoded', () => {
    assert.deepEqual(matchPattern('/users/:id', '/users/a%20b'), { id: 'a b' });
    assert.equal(matchPattern('/users/:id', '/users'), null);
    assert.equal(matchPattern('/users/:id', '/users//'), null);
    assert.equal(matchPattern('/users/:id', '/users/%'), null);
});

test('plain segments must be equal', () => {
    assert.deepEqual(matchPattern('/a/b', '/a/b'), {});
    assert.equal(matchPattern('/a/b', '/a/c'), null);
});

test('the length must fit', () => {
    assert.equal(matchPattern('/a', '/a/b'), null);
    assert.equal(matchPattern('/a/b', '/a'), null);
});

test('slashes at the ends make no difference', () => {
    assert.deepEqual(matchPattern('/a/', '/a'), {});
    assert.deepEqual(matchPattern('/a', '/a/'), {});
    assert.deepEqual(matchPattern('/', '/'), {});
});

test('a star at the end takes the rest', () => {
    assert.deepEqual(matchPattern('/f/:a/*', '/f/1/b%20c/d'), { a: '1', rest: 'b%20c/d' });
    assert.deepEqual(matchPattern('/f/*', '/f'), { rest: '' });
});

test('a star elsewhere is a plain segment', () => {
    assert.equal(matchPattern('/*/a', '/x/a'), null);
    assert.deepEqual(matchPattern('/*/a', '/*/a'), {});
});
