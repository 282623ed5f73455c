import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subtract } from '../src/merge.ts';

const day = { low: 8, high: 20 };

test('nothing is taken away', () => {
    assert.deepEqual(subtract(day, []), [day]);
    assert.deepEqual(subtract(day, [{ low: 9, high: 9 }]), [day]);
});

test('a hole in the middle', () => {
    assert.deepEqual(subtract(day, [{ low: 9, high: 12 }]), [{ low: 8, high: 9 }, { low: 12, high: 20 }]);
});

test('holes at the ends and beyond', () => {
    assert.deepEqual(subtract(day, [{ low: 8, high: 9 }]), [{ low: 8, high: 8 }, { low: 9, high: 20 }]);
    assert.deepEqual(subtract(day, [{ low: 19, high: 20 }]), [{ low: 8, high: 19 }]);
    assert.deepEqual(subtract(day, [{ low: 5, high: 9 }, { low: 19, high: 30 }]), [{ low: 9, high: 19 }]);
});

test('holes outside', () => {
    assert.deepEqual(subtract(day, [{ low: 1, high: 2 }, { low: 20, high: 22 }, { low: 6, high: 8 }]), [day]);
    assert.deepEqual(subtract(day, [{ low: 21, high: 22 }]), [day]);
});

test('holes that overlap, in any order', () => {
    assert.deepEqual(subtract(day, [{ low: 11, high: 13 }, { low: 10, high: 12 }, { low: 15, high: 16 }]),
        [{ low: 8, high: 10 }, { low: 13, high: 15 }, { low: 16, high: 20 }]);
});

test('nothing is left', () => {
    assert.deepEqual(subtract(day, [{ low: 0, high: 24 }]), []);
    assert.deepEqual(subtract(day, [day]), []);
    assert.deepEqual(subtract({ low: 3, high: 3 }, []), []);
});
