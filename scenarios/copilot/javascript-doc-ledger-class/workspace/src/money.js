/** Amounts are whole cents, so that sums are exact. */

const pattern = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/**
 * Reads an amount as people write it.
 * @param {string} text such as "12.5" or "-3"
 * @returns {number} whole cents
 * @throws {RangeError} if it is no amount
 */
export function parseAmount(text) {
    const match = pattern.exec(text.trim());
    if (!match)
        throw new RangeError(`no amount: ${text}`);
    const [, sign, whole, part = ''] = match;
    const cents = Number(whole) * 100 + Number(part.padEnd(2, '0'));
    return sign ? -cents : cents;
}

/**
 * @param {number} cents whole cents
 * @returns {string} such as "12.50"
 */
export function formatAmount(cents) {
    const digits = String(Math.abs(cents)).padStart(3, '0');
    return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
