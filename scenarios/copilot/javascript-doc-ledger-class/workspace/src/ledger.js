import { formatAmount } from './money.js';

export class Ledger {
    #entries = [];
    #closed = false;

    post(account, cents, note = '') {
        if (this.#closed)
            throw new Error('the ledger is closed');
        if (!Number.isSafeInteger(cents))
            throw new RangeError(`not whole cents: ${cents}`);
        const entry = Object.freeze({ account, cents, note, number: this.#entries.length + 1 });
        this.#entries.push(entry);
        return entry;
    }

    balance(account) {
        return this.#entries.filter((entry) => entry.account === account).reduce((sum, entry) => sum + entry.cents, 0);
    }

    close() {
        this.#closed = true;
    }

    statement(account) {
        let balance = 0;
        return this.#entries.filter((entry) => entry.account === account).map((entry) => {
            balance += entry.cents;
            return `${entry.number}: ${formatAmount(entry.cents)} = ${formatAmount(balance)}`;
        });
    }
}
