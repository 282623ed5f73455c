// Loads the test files named, one after the other, into this process. One that can't be loaded is a failed
// test of its own, and the rest still run. With $TOUCHSTONE_SEED, files and the tests in them are shuffled.
import { test } from 'node:test';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Shuffler } from './shuffle.mjs';

const seed = process.env.TOUCHSTONE_SEED;
const hasControls = process.env.TOUCHSTONE_CONTROLS !== undefined;
for (const name of ['TOUCHSTONE_SEED', 'TOUCHSTONE_CONTROLS', 'NODE_V8_COVERAGE'])
    delete process.env[name];

let files = process.argv.slice(2);
const shuffler = seed ? new Shuffler(seed) : undefined;
if (shuffler) // controls stay around the rest
    files = hasControls ? [files[0], ...shuffler.shuffled(files.slice(1, -1)), ...files.slice(-1)] : shuffler.shuffled(files);
for (const file of files) {
    const { href } = pathToFileURL(resolve(file));
    try {
        await import(href);
    } catch (error) {
        test(`${file} can be loaded`, () => { throw error; });
    }
    shuffler?.flush();
}
