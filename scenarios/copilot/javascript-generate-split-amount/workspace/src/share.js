import { formatAmount } from './money.js';

/**
 * Splits an amount by weights, to the cent. The shares add up to the amount exactly: each is rounded towards
 * zero, and the cents that are left go one each to the shares that lost most by it, the first of equals first.
 * A negative amount is split as the positive one, with the signs turned.
 * @param {number} cents whole cents
 * @param {number[]} weights whole numbers, none negative
 * @returns {number[]} the shares, in the order of the weights
 * @throws {RangeError} if there is no weight above 0
 */
export function split(cents, weights) {
    throw new Error('not written yet');
}

/**
 * @param {number} cents whole cents
 * @param {Record<string, number>} weights by name
 * @returns {string[]} a line for each
 */
export function shareLines(cents, weights) {
    const names = Object.keys(weights);
    const shares = split(cents, Object.values(weights));
    return names.map((name, i) => `${name}: ${formatAmount(shares[i])}`);
}
