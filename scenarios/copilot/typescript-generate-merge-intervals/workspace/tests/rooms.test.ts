import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeHours } from '../src/rooms.ts';

test('what is left between bookings', () => {
    const bookings = [{ room: 'a', from: 9, to: 11 }, { room: 'a', from: 10, to: 12 }, { room: 'b', from: 8, to: 20 }];
    assert.deepEqual(freeHours('a', bookings), [{ low: 8, high: 9 }, { low: 12, high: 20 }]);
    assert.deepEqual(freeHours('b', bookings), []);
});
