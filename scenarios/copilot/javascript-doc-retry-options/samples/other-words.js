'use strict';

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * Tries again.
 *
 * @param {Function} task - called with the number of the attempt
 * @param {object} [settings] - the settings
 * @param {number} [settings.attempts=3] - the most attempts
 * @param {number} [settings.delay=100] - milliseconds before the second one
 * @param {number} [settings.factor=2] - what the delay is multiplied by
 * @param {Function} [settings.retryIf] - asked after each failure
 * @returns {Promise<*>} the value of the first attempt that does not fail
 * @throws {RangeError} for a bad number of attempts
 */
async function retry(task, { attempts = 3, delay = 100, factor = 2, retryIf = () => true } = {}) {
    if (!Number.isInteger(attempts) || attempts < 1)
        throw new RangeError('attempts must be a whole number above 0');
    let pause = delay;
    for (let attempt = 1; ; attempt += 1) {
        try {
            return await task(attempt);
        } catch (error) {
            if (attempt === attempts || !retryIf(error))
                throw error;
        }
        await wait(pause);
        pause *= factor;
    }
}

module.exports = { retry };
