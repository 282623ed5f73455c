'use strict';

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * Runs a task until it succeeds, with growing pauses between.
 * @param {(attempt: number) => Promise<unknown>} task what to run; it is told which attempt this is, from 1
 * @param {object} [options] how patient to be
 * @param {number} [options.attempts] how often to run it at most
 * @param {number} [options.delay] the first pause, in milliseconds
 * @param {number} [options.factor] how many times longer each further pause is
 * @param {(error: unknown) => boolean} [options.retryIf] whether a failure is worth another attempt
 * @returns {Promise<unknown>} what the task came to; its last failure is passed on
 * @throws {RangeError} if the number of attempts is no whole number above 0
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
