import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Journal } from '../src/journal.ts';
import { Shop } from '../src/shop.ts';

test('what is told has been written down', async () => {
    const journal = new Journal();
    const shop = new Shop(journal);
    const seen: string[][] = [];
    shop.events.on('placed', () => { seen.push([...journal.lines]); });
    await shop.place(['tea']);
    assert.deepEqual(seen, [['placed 1']]);
});

test('what can not be written down is not told', async () => {
    const journal = new Journal();
    journal.failing = true;
    const shop = new Shop(journal);
    let told = 0;
    shop.events.on('placed', () => { told += 1; });
    await assert.rejects(shop.place(['tea']), /can't be written/);
    assert.equal(told, 0);
});
