'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Queue } = require('../lib/queue');

test('the earliest first', () => {
    const queue = new Queue();
    queue.add(20, 'b');
    queue.add(10, 'a');
    queue.add(30, 'c');
    assert.deepEqual(queue.takeDue(20), ['a', 'b']);
    assert.equal(queue.size, 1);
});
