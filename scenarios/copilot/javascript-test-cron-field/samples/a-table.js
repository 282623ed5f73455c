'use strict';

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { parseField } = require('../lib/cron');

const good = [
    ['*', 0, 3, [0, 1, 2, 3]], ['7', 0, 7, [7]], ['0', 0, 7, [0]], ['2-4', 2, 4, [2, 3, 4]], ['3-3', 0, 9, [3]],
    ['*/5', 0, 10, [0, 5, 10]], ['1-8/3', 0, 9, [1, 4, 7]], ['10,2,2', 0, 20, [2, 10]], ['11-12,3', 0, 20, [3, 11, 12]],
];
const bad = [['8', RangeError], ['0-8', RangeError], ['5-4', RangeError], ['*/0', RangeError], ['x', SyntaxError], ['1,,2', SyntaxError], ['1/2/3', SyntaxError], [' 1', SyntaxError], ['1 ', SyntaxError]];

describe('parseField', () => {
    for (const [text, low, high, values] of good)
        it(`reads ${text}`, () => assert.deepEqual(parseField(text, low, high), values));
    for (const [text, type] of bad)
        it(`refuses '${text}'`, () => assert.throws(() => parseField(text, 0, 7), type));
    it('refuses what is too small', () => assert.throws(() => parseField('0', 1, 7), RangeError));
});
