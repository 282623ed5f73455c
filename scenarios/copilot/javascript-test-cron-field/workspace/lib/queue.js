'use strict';

/** Jobs by the time at which they are due; the earliest first, of equals the one that was added first. */
class Queue {
    #jobs = [];
    #added = 0;

    /**
     * @param {number} due a time in milliseconds
     * @param {() => unknown} run the job
     */
    add(due, run) {
        this.#jobs.push({ due, run, order: this.#added });
        this.#added += 1;
        this.#jobs.sort((a, b) => a.due - b.due || a.order - b.order);
    }

    /** @param {number} now a time in milliseconds */
    takeDue(now) {
        const count = this.#jobs.findIndex((job) => job.due > now);
        return this.#jobs.splice(0, count < 0 ? this.#jobs.length : count).map((job) => job.run);
    }

    get size() {
        return this.#jobs.length;
    }
}

module.exports = { Queue };
