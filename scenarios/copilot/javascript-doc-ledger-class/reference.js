import { formatAmount } from './money.js';

/** Entries of accounts, in the order in which they were posted. */
export class Ledger {
    #entries = [];
    #closed = false;

    /**
     * Adds an entry.
     * @param {string} account whose entry it is
     * @param {number} cents what is added to the account, in whole cents
     * @param {string} [note] what it is for
     * @returns {{account: string, cents: number, note: string, number: number}} the entry, which can't be changed
     * @throws {Error} if the ledger is closed
     * @throws {RangeError} if these are no whole cents
     */
    post(account, cents, note = '') {
        if (this.#closed)
            throw new Error('the ledger is closed');
        if (!Number.isSafeInteger(cents))
            throw new RangeError(`not whole cents: ${cents}`);
        const entry = Object.freeze({ account, cents, note, number: this.#entries.length + 1 });
        this.#entries.push(entry);
        return entry;
    }

    /**
     * Adds up an account.
     * @param {string} account the account's name
     * @returns {number} whole cents; 0 where there is no entry
     */
    balance(account) {
        return this.#entries.filter((entry) => entry.account === account).reduce((sum, entry) => sum + entry.cents, 0);
    }

    /** Ends the ledger: nothing can be posted any more. */
    close() {
        this.#closed = true;
    }

    /**
     * Lists an account's entries with the balance after each.
     * @param {string} account the account's name
     * @returns {string[]} a line for each entry
     */
    statement(account) {
        let balance = 0;
        return this.#entries.filter((entry) => entry.account === account).map((entry) => {
            balance += entry.cents;
            return `${entry.number}: ${formatAmount(entry.cents)} = ${formatAmount(balance)}`;
        });
    }
}
