import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cart } from '../src/cart.ts';

test('quantities of a sku are added up before offers are looked at', () => {
    const cart = new Cart([{ sku: 'tea', percent: 10, from: 3 }]);
    cart.add({ sku: 'tea', cents: 1000, quantity: 2 });
    cart.add({ sku: 'tea', cents: 1000, quantity: 4 });
    assert.equal(cart.total(), 5400);
});
