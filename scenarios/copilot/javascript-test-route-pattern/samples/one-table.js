import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchPattern } from '../src/pattern.js';

const rows = [
    ['/a/:b', '/a/c', { b: 'c' }], ['/a/:b/', '/a/c', { b: 'c' }], ['a/:b', '/a/c/', { b: 'c' }], ['/a/:b', '/a/c/d', null],
    ['/a/:b', '/a', null], ['/a/:b', '/a//', null], ['/a/:b', '/a/%2F', { b: '/' }], ['/a/:b', '/a/%2', null], ['/a/:b', '/x/c', null],
    ['/a/*', '/a/b/c', { rest: 'b/c' }], ['/a/*', '/a', { rest: '' }], ['/a/*', '/a/%20', { rest: '%20' }], ['/*/b', '/a/b', null],
    ['/*/b', '/*/b', {}], ['/:x/:y', '/1/2', { x: '1', y: '2' }], ['/', '/', {}], ['/a/b', '/a', null], ['/:x/*', '/1', { x: '1', rest: '' }],
];

describe('matchPattern', () => {
    for (const [pattern, path, params] of rows)
        it(`${pattern} against ${path}`, () => deepEqual(matchPattern(pattern, path), params));
});
