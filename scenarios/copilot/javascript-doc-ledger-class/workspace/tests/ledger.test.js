import assert from 'node:assert/strict';
import test from 'node:test';
import { Ledger } from '../src/ledger.js';

test('balances are kept by account', () => {
    const ledger = new Ledger();
    ledger.post('rent', -90000);
    ledger.post('pay', 200000, 'May');
    ledger.post('rent', -500);
    assert.equal(ledger.balance('rent'), -90500);
    assert.deepEqual(ledger.statement('rent'), ['1: -900.00 = -900.00', '3: -5.00 = -905.00']);
});

test('a closed ledger takes no more', () => {
    const ledger = new Ledger();
    ledger.close();
    assert.throws(() => ledger.post('rent', 1), /closed/);
});
