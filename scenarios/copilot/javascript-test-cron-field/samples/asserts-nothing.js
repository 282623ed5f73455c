'use strict';

const { test } = require('node:test');
const { parseField } = require('../lib/cron');

for (const text of ['*', '5', '1-3', '0-30/10', '1,2', '', 'x', '60', '3-1', '*/0'])
    test(`reads ${text}`, () => {
        try {
            parseField(text, 0, 59);
        } catch {
            // that may be
        }
    });
