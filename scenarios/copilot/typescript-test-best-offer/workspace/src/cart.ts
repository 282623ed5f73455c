import { priceOf } from './pricing.ts';
import type { Item, Offer } from './types.ts';

export class Cart {
    readonly #items = new Map<string, Item>();

    constructor(private readonly offers: readonly Offer[]) {}

    add(item: Item): void {
        const known = this.#items.get(item.sku);
        this.#items.set(item.sku, known ? { ...known, quantity: known.quantity + item.quantity } : item);
    }

    total(): number {
        const sum = [...this.#items.values()].reduce((cents, item) => cents + priceOf(item, this.offers), 0);
        return sum > 0 && sum < 5000 ? sum + 490 : sum;
    }
}
