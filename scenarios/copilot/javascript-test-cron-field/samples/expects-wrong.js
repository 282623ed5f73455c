'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { parseField } = require('../lib/cron');

test('a range', () => assert.deepEqual(parseField('1-3', 0, 59), [1, 2]));
test('a star', () => assert.equal(parseField('*', 0, 59).length, 60));
test('a list', () => assert.deepEqual(parseField('1,2', 0, 59), [1, 2]));
test('no field', () => assert.throws(() => parseField('x', 0, 59)));
