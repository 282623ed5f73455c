import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestOffer } from '../src/pricing.ts';

const item = { sku: 'tea', cents: 100, quantity: 2 };
test('own', () => assert.ok(bestOffer(item, [{ sku: 'tea', percent: 1 }])));
test('other', () => assert.equal(bestOffer(item, [{ sku: 'milk', percent: 1 }]), undefined));
test('too few', () => assert.equal(bestOffer(item, [{ percent: 1, from: 9 }]), undefined));
test('none', () => assert.equal(bestOffer(item, []), undefined));
