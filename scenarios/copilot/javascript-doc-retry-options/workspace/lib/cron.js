'use strict';

const fields = [
    { name: 'minute', low: 0, high: 59 },
    { name: 'hour', low: 0, high: 23 },
    { name: 'day', low: 1, high: 31 },
];

/**
 * The values that one field of a rule stands for.
 * @param {string} text such as "*", "5", "1-5", "0-30/10" or several of these with commas
 * @param {number} low the least value
 * @param {number} high the greatest value
 * @returns {number[]} in ascending order, each once
 * @throws {SyntaxError} if it is no such text
 * @throws {RangeError} if a value is too small or too great, or a range the wrong way round
 */
function parseField(text, low, high) {
    const values = new Set();
    for (const part of text.split(',')) {
        const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
        if (!match)
            throw new SyntaxError(`not a field: ${text}`);
        const from = match[1] === undefined ? low : Number(match[1]);
        const to = match[1] === undefined ? high : Number(match[2] ?? match[1]);
        const step = Number(match[3] ?? 1);
        if (from < low || to > high || from > to || step === 0)
            throw new RangeError(`out of range: ${part}`);
        for (let value = from; value <= to; value += step)
            values.add(value);
    }
    return [...values].sort((a, b) => a - b);
}

/** @param {string} rule a text of three fields: minute, hour and day of the month */
function parseRule(rule) {
    const parts = rule.trim().split(/\s+/);
    if (parts.length !== fields.length)
        throw new SyntaxError(`${fields.length} fields wanted: ${rule}`);
    return Object.fromEntries(fields.map(({ name, low, high }, i) => [name, parseField(parts[i], low, high)]));
}

module.exports = { parseField, parseRule };
