import type { Item, Offer } from './types.ts';

/**
 * The best offer for an item: the one with the highest percentage among those that are for its sku, or for any, and that
 * ask for no more pieces than there are. Of equals the first.
 */
export function bestOffer(item: Item, offers: readonly Offer[]): Offer | undefined {
    let best: Offer | undefined;
    for (const offer of offers) {
        if (offer.sku !== undefined && offer.sku !== item.sku)
            continue;
        if (item.quantity < (offer.from ?? 1))
            continue;
        if (best === undefined || offer.percent > best.percent)
            best = offer;
    }
    return best;
}

/** What an item costs, in whole cents, half cents in the customer's favour. */
export function priceOf(item: Item, offers: readonly Offer[]): number {
    const whole = item.cents * item.quantity;
    const percent = bestOffer(item, offers)?.percent ?? 0;
    return whole - Math.round((whole * Math.min(percent, 90)) / 100);
}
