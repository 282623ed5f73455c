import { formatAmount } from './money.js';

/**
 * Splits an amount by weights, to the cent.
 * @param {number} cents whole cents
 * @param {number[]} weights whole numbers, none negative
 * @returns {number[]} the shares, in the order of the weights
 * @throws {RangeError} if there is no weight above 0
 */
export function split(cents, weights) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total <= 0)
        throw new RangeError('no weight is above 0');
    const shares = weights.map((weight) => Math.trunc((cents * weight) / total));
    const left = cents - shares.reduce((sum, share) => sum + share, 0);
    return settle(shares, left, weights.map((weight) => Math.abs((cents * weight) % total)));
}

function settle(shares, left, lost) {
    const order = lost.map((_, i) => i).sort((a, b) => lost[b] - lost[a] || a - b);
    for (const i of order.slice(0, Math.abs(left)))
        shares[i] += Math.sign(left);
    return shares;
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
