import type { Item } from './types.ts';

export interface Shelf {
    readonly place: string;
    readonly items: readonly Item[];
}

/** Shelves by the sku of what lies there. */
export class Stock {
    readonly #shelves = new Map<string, Shelf>();

    put(shelf: Shelf): void {
        for (const { sku } of shelf.items)
            this.#shelves.set(sku, shelf);
    }

    /** Where an item lies and how many there are; of what is not in stock, "nowhere" and 0. */
    find(sku: string): { place: string; quantity: number } {
        const shelf = this.#shelves.get(sku);
        const item = shelf?.items.find((one) => one.sku === sku);
        if (shelf === undefined || item === undefined)
            return { place: 'nowhere', quantity: 0 };
        return { place: shelf.place, quantity: item.quantity };
    }
}
