/** Amounts are whole cents; shares are percentages. */
export interface Item {
    readonly sku: string;
    readonly cents: number;
    readonly quantity: number;
}

export interface Offer {
    readonly sku?: string;
    readonly percent: number;
    readonly from?: number;
}
