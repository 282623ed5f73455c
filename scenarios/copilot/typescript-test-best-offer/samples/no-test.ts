import { bestOffer } from '../src/pricing.ts';

console.log(bestOffer({ sku: 'tea', cents: 1, quantity: 1 }, []));
