import { formatAmount } from './money.js';

/**
 * @param {{account: string, cents: number}[]} entries
 * @returns {Map<string, number>} cents by account
 */
export function totals(entries) {
    const sums = new Map();
    for (const { account, cents } of entries)
        sums.set(account, (sums.get(account) ?? 0) + cents);
    return sums;
}

/**
 * @param {Map<string, number>} sums cents by account
 * @param {{skipEmpty?: boolean}} [options]
 * @returns {string[]} a line for each account, by name
 */
export function lines(sums, { skipEmpty = false } = {}) {
    return [...sums].sort(([a], [b]) => a.localeCompare(b)).map(([account, cents]) => {
        if (skipEmpty && cents === 0)
            return; // eslint-disable-line array-callback-return
        return `${account} ${formatAmount(cents)}`;
    });
}
