// Runs tests of node's runner, which takes them as they come, in an order drawn from a seed: what a file or a suite
// defines is held back until all of it is known.
import { register } from 'node:module';
import vm from 'node:vm';

const runner = process.getBuiltinModule('node:test');
const suites = new Set(['describe', 'suite']);

/** mulberry32 */
function numbersFrom(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
}

/** The file that calls what calls this. */
function callerOf(outermost) {
    const before = Error.prepareStackTrace;
    try {
        Error.prepareStackTrace = (_, sites) => sites;
        const at = {};
        Error.captureStackTrace(at, outermost);
        return at.stack[0]?.getFileName() ?? '';
    } finally {
        Error.prepareStackTrace = before;
    }
}

export class Shuffler {
    #random;
    #held = [];

    constructor(seed) {
        this.#random = numbersFrom(Number(seed));
        for (const name of ['test', 'it', ...suites])
            if (runner[name])
                this.#hold(runner, name, suites.has(name));
        register('./heldhooks.mjs', import.meta.url); // the names of a builtin module that are imported can't be set
    }

    shuffled(list) {
        const all = [...list];
        for (let i = all.length - 1; i > 0; --i) {
            const j = Math.floor(this.#random() * (i + 1));
            [all[i], all[j]] = [all[j], all[i]];
        }
        return all;
    }

    /** Runs what was held back. */
    flush() {
        const held = this.#held;
        this.#held = [];
        for (const start of this.shuffled(held))
            start();
    }

    /** Puts in the place of object[name], and of its variants `only`, `skip` and `todo`, what holds calls back. */
    #hold(object, name, isSuite) {
        const original = object[name];
        const holding = (...given) => {
            const args = isSuite ? given.map((one) => typeof one === 'function' ? this.#suite(one) : one) : given;
            // the runner takes the file of whoever calls it for the test's
            const call = vm.compileFunction('return f(...args)', ['f', 'args'], { filename: callerOf(holding) });
            this.#held.push(() => call(original, args));
            return Promise.resolve();
        };
        for (const [key, value] of Object.entries(original))
            holding[key] = value;
        for (const variant of ['only', 'skip', 'todo'])
            if (original[variant])
                holding[variant] = this.#hold({ [variant]: original[variant] }, variant, isSuite);
        return object[name] = holding;
    }

    /** A suite's function that shuffles what it defines. */
    #suite(body) {
        const shuffler = this;
        return function (...args) {
            const outer = shuffler.#held;
            shuffler.#held = [];
            const finish = (result) => {
                shuffler.flush();
                shuffler.#held = outer;
                return result;
            };
            const result = body.apply(this, args);
            return typeof result?.then === 'function' ? result.then(finish) : finish(result);
        };
    }
}
