'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { parseField } = require('../lib/cron');

test('a value', () => assert.equal(parseField('5', 0, 59)[0], 5));
test('another', () => assert.equal(parseField('6', 0, 59)[0], 6));
test('a range', () => assert.ok(parseField('1-3', 0, 59).length > 0));
test('a list', () => assert.ok(parseField('1,3', 0, 59).length > 0));
