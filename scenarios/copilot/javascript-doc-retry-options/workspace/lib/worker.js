'use strict';

const { Queue } = require('./queue');
const { retry } = require('./retry');

const patience = { attempts: 5, delay: 50 };

class Worker {
    #queue = new Queue();
    #failed = [];

    plan(due, job) {
        this.#queue.add(due, job);
    }

    async tick(now) {
        for (const job of this.#queue.takeDue(now)) {
            try {
                await retry(job, { ...patience, retryIf: (error) => error.code !== 'EABORT' });
            } catch (error) {
                this.#failed.push({ at: now, error });
            }
        }
    }

    get failed() {
        return [...this.#failed];
    }
}

module.exports = { Worker, patience };
