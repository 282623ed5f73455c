import type { Shop } from './shop.ts';

/** Writes to customers; `send` is the only way out. */
export function connectMailer(shop: Shop, send: (text: string) => Promise<void>): () => void {
    const stops = [
        shop.events.on('placed', async ({ id, lines }) => send(`order ${id}: ${lines.join(', ')}`)),
        shop.events.on('cancelled', async ({ id, reason }) => send(`order ${id} cancelled: ${reason}`)),
    ];
    return () => stops.forEach((stop) => stop());
}
