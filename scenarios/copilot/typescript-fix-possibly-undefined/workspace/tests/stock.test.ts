import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Stock } from '../src/stock.ts';

test('what lies on a shelf', () => {
    const stock = new Stock();
    stock.put({ place: 'A1', items: [{ sku: 'tea', cents: 250, quantity: 7 }] });
    assert.deepEqual(stock.find('tea'), { place: 'A1', quantity: 7 });
});
