import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestOffer } from '../src/pricing.ts';

const item = { sku: 'tea', cents: 250, quantity: 3 };

test('no offer', () => {
    assert.equal(bestOffer(item, []), undefined);
    assert.equal(bestOffer(item, [{ sku: 'milk', percent: 50 }]), undefined);
});

test('for its sku, or for any', () => {
    const own = { sku: 'tea', percent: 5 }, any = { percent: 4 };
    assert.equal(bestOffer(item, [{ sku: 'milk', percent: 50 }, own]), own);
    assert.equal(bestOffer(item, [any]), any);
});

test('the highest, of equals the first', () => {
    const low = { percent: 5 }, high = { percent: 10 }, same = { percent: 10, sku: 'tea' };
    assert.equal(bestOffer(item, [low, high]), high);
    assert.equal(bestOffer(item, [high, low]), high);
    assert.equal(bestOffer(item, [high, same]), high);
    assert.equal(bestOffer(item, [same, high]), same);
});

test('enough pieces', () => {
    const three = { percent: 10, from: 3 }, four = { percent: 20, from: 4 };
    assert.equal(bestOffer(item, [three, four]), three);
    assert.equal(bestOffer({ ...item, quantity: 4 }, [three, four]), four);
});

test('without a number, one piece will do and none will not', () => {
    const any = { percent: 1 };
    assert.equal(bestOffer({ ...item, quantity: 1 }, [any]), any);
    assert.equal(bestOffer({ ...item, quantity: 0 }, [any]), undefined);
});
