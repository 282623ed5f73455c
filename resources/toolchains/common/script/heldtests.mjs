// Stands in for node:test, with tests held back; see shuffle.mjs.
const runner = process.getBuiltinModule('node:test');

export default Object.assign(runner.test, runner);
export const { after, afterEach, before, beforeEach, describe, it, mock, run, snapshot, suite, test } = runner;
