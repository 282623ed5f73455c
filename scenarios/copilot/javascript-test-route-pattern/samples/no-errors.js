import assert from 'node:assert/strict';
import test from 'node:test';
import { matchPattern } from '../src/pattern.js';

test('one name', () => assert.deepEqual(matchPattern('/a/:b', '/a/1'), { b: '1' }));
test('two names', () => assert.deepEqual(matchPattern('/:a/:b', '/1/2'), { a: '1', b: '2' }));
test('another', () => assert.deepEqual(matchPattern('/x/:b', '/x/1'), { b: '1' }));
test('again', () => assert.deepEqual(matchPattern('/y/:b', '/y/1'), { b: '1' }));
