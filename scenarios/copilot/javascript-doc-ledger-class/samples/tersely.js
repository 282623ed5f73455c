import { formatAmount } from './money.js';

/**
 * @typedef {object} Entry
 * @property {string} account its account
 * @property {number} cents whole cents
 * @property {string} note what it is for
 * @property {number} number its place in the ledger, from 1
 */

/**
 * A book of entries, each of one account.
 */
export class Ledger {
    #entries = [];
    #closed = false;

    /**
     * Puts down one entry.
     *
     * @param {string} account - the account
     * @param {number} cents - the amount
     * @param {string} [note=''] - a remark
     * @returns {Readonly<Entry>} what was put down
     * @throws {Error} when closed
     * @throws {RangeError} when the amount is not whole
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
     * What is in an account.
     *
     * @param {string} account - the account
     * @returns {number} the sum of its entries
     */
    balance(account) {
        return this.#entries.filter((entry) => entry.account === account).reduce((sum, entry) => sum + entry.cents, 0);
    }

    /**
     * Takes no more entries from now on.
     *
     * @returns {void}
     */
    close() {
        this.#closed = true;
    }

    /**
     * Writes an account down for people.
     *
     * @param {string} account - the account
     * @returns {string[]} lines
     */
    statement(account) {
        let balance = 0;
        return this.#entries.filter((entry) => entry.account === account).map((entry) => {
            balance += entry.cents;
            return `${entry.number}: ${formatAmount(entry.cents)} = ${formatAmount(balance)}`;
        });
    }
}
