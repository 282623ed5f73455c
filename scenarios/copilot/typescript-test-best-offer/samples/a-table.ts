import { equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bestOffer } from '../src/pricing.ts';
import type { Offer } from '../src/types.ts';

const rows: [string, number, Offer[], number][] = [
    ['nothing on offer', 2, [], -1],
    ['something else on offer', 2, [{ sku: 'milk', percent: 90 }], -1],
    ['its own among others', 2, [{ sku: 'milk', percent: 90 }, { sku: 'tea', percent: 1 }], 1],
    ['the highest first', 2, [{ percent: 9 }, { percent: 8 }], 0],
    ['the highest last', 2, [{ percent: 8 }, { sku: 'tea', percent: 9 }], 1],
    ['the first of equals', 2, [{ percent: 8 }, { sku: 'tea', percent: 8 }], 0],
    ['just enough', 2, [{ percent: 1 }, { percent: 8, from: 2 }], 1],
    ['too few', 2, [{ percent: 1 }, { percent: 8, from: 3 }], 0],
    ['one piece', 1, [{ percent: 1 }], 0],
    ['no piece', 0, [{ percent: 1 }], -1],
];

describe('bestOffer', () => {
    for (const [name, quantity, offers, wanted] of rows)
        it(name, () => equal(bestOffer({ sku: 'tea', cents: 100, quantity }, offers), offers[wanted]));
});
