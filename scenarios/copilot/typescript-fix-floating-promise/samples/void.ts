import { Emitter } from './emitter.ts';
import { Journal } from './journal.ts';

export interface Order {
    readonly id: number;
    readonly lines: readonly string[];
}

export interface ShopEvents extends Record<string, unknown> {
    placed: Order;
    cancelled: { readonly id: number; readonly reason: string };
}

export class Shop {
    readonly events = new Emitter<ShopEvents>();
    readonly #open = new Map<number, Order>();
    #last = 0;

    constructor(private readonly journal: Journal) {}

    async place(lines: readonly string[]): Promise<Order> {
        this.#last += 1;
        const order = { id: this.#last, lines };
        this.#open.set(order.id, order);
        void this.journal.write(`placed ${order.id}`);
        await this.events.emit('placed', order);
        return order;
    }

    async cancel(id: number, reason: string): Promise<boolean> {
        if (!this.#open.delete(id))
            return false;
        await this.journal.write(`cancelled ${id}`);
        await this.events.emit('cancelled', { id, reason });
        return true;
    }
}
