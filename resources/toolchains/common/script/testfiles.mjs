// Loads the test files named, one after the other, into this process. One that can't be loaded is a failed
// test of its own, and the rest still run.
import { test } from 'node:test';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

for (const file of process.argv.slice(2)) {
    try {
        await import(pathToFileURL(resolve(file)).href);
    } catch (error) {
        test(`${file} can be loaded`, () => { throw error; });
    }
}
