import { formatAmount } from './money.js';

/** A ledger of entries. */
export class Ledger {
    #entries = [];
    #closed = false;

    /**
     * Adds an entry.
     * @param {string} account whose entry it is
     * @param {number} cents whole cents
     * @param {string} note what it is for
     * @param {Date} date when it was
     * @returns {object} the entry
     * @throws {Error} if the ledger is closed
     * @throws {RangeError} if these are no whole cents
     * @throws {TypeError} if the account is no text
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
     * @returns {number} whole cents
     */
    balance(account) {
        return this.#entries.filter((entry) => entry.account === account).reduce((sum, entry) => sum + entry.cents, 0);
    }

    /** Ends the ledger. */
    close() {
        this.#closed = true;
    }

    /**
     * Lists an account.
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
