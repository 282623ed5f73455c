import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Journal } from '../src/journal.ts';
import { connectMailer } from '../src/mailer.ts';
import { Shop } from '../src/shop.ts';

test('customers are written to', async () => {
    const shop = new Shop(new Journal());
    const sent: string[] = [];
    connectMailer(shop, async (text) => { sent.push(text); });
    const { id } = await shop.place(['tea', 'milk']);
    assert.equal(await shop.cancel(id, 'no milk'), true);
    assert.equal(await shop.cancel(id, 'again'), false);
    assert.deepEqual(sent, ['order 1: tea, milk', 'order 1 cancelled: no milk']);
});
