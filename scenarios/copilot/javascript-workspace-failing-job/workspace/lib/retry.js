'use strict';

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

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
