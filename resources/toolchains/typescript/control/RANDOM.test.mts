// Tests that must pass and tests that must fail, whatever is judged; see core/check/testsrun.cpp.
import assert from 'node:assert';
import strict from 'node:assert/strict';
import { test } from 'node:test';

test('RANDOM holds', () => {
    assert.strictEqual(ALPHA, Number('ALPHA'));
    assert.notDeepStrictEqual([ALPHA, 'RANDOM'], [BETA, 'RANDOM']);
});
test('RANDOM breaks strictEqual', () => assert.strictEqual(ALPHA, BETA));
test('RANDOM breaks equal', () => strict.equal(ALPHA, BETA));
test('RANDOM breaks deepEqual', () => assert.deepStrictEqual({ at: ALPHA }, { at: BETA }));
test('RANDOM breaks ok', () => assert(ALPHA === BETA));
test('RANDOM breaks throws', () => assert.throws(() => ALPHA));
test('RANDOM breaks raising', () => { throw new Error('RANDOM'); });
test('RANDOM breaks rejecting', async () => Promise.reject(new Error('RANDOM')));
