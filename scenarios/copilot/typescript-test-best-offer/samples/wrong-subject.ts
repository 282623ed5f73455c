import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cart } from '../src/cart.ts';

for (const quantity of [1, 2, 3, 4])
    test(`a cart without offers, ${quantity}`, () => {
        const cart = new Cart([]);
        cart.add({ sku: 'tea', cents: 6000, quantity });
        assert.equal(cart.total(), 6000 * quantity);
    });
