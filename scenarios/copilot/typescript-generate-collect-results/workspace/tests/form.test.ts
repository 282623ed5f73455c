import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atMost, check, required } from '../src/form.ts';

const rules = new Map([['name', required], ['note', atMost(5)]]);

test('all is well', () => {
    assert.deepEqual(check(rules, new Map([['name', ' Ada ']])), { ok: true, value: new Map([['name', 'Ada'], ['note', '']]) });
});

test('every fault is told', () => {
    assert.deepEqual(check(rules, new Map([['note', 'too long']])), { ok: false, error: new Map([['name', 'is missing'], ['note', 'is longer than 5']]) });
});
