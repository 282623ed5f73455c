'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { retry } = require('../lib/retry');

test('the second attempt', async () => {
    assert.equal(await retry(async (attempt) => {
        if (attempt < 2)
            throw new Error('not yet');
        return attempt;
    }, { delay: 1 }), 2);
});
