'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { parseField } = require('../lib/cron');

test('a star is every value', () => {
    assert.deepEqual(parseField('*', 1, 4), [1, 2, 3, 4]);
});

test('single values, the outermost too', () => {
    assert.deepEqual(parseField('5', 0, 59), [5]);
    assert.deepEqual(parseField('0', 0, 59), [0]);
    assert.deepEqual(parseField('59', 0, 59), [59]);
});

test('ranges', () => {
    assert.deepEqual(parseField('1-3', 1, 3), [1, 2, 3]);
    assert.deepEqual(parseField('2-2', 1, 3), [2]);
});

test('steps', () => {
    assert.deepEqual(parseField('0-30/10', 0, 59), [0, 10, 20, 30]);
    assert.deepEqual(parseField('*/20', 0, 59), [0, 20, 40]);
});

test('lists are sorted as numbers, each value once', () => {
    assert.deepEqual(parseField('10,9,1-2,9', 0, 59), [1, 2, 9, 10]);
});

for (const text of ['', 'x', '1,', '1-', '-1', '1/', '5 ', 'a5', '*-3'])
    test(`no field: '${text}'`, () => {
        assert.throws(() => parseField(text, 0, 59), SyntaxError);
    });

for (const text of ['60', '3-1', '0', '*/0', '50-60'])
    test(`out of range: '${text}'`, () => {
        assert.throws(() => parseField(text, 1, 59), RangeError);
    });
