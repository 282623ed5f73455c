// Driver of the actions "test" and "coverage": runs test files with node's own runner and sends a JUnit report.
//
// Arguments: --typescript=NPM where there is TypeScript to run, --coverage=NPM where coverage is asked for, with the
// folder of npm; then the files. stdin: {"nonce", "twins": {file: word}}. A twin is a test that must fail, put among
// those of a file under a name with the word in it. Lines "NONCE JSON" on file descriptor 3: {"event": "ready",
// "twins": {word: the beginning of the ids of its file's tests}}, then {"changed": files of tests that are no longer
// as they were}, {"lcov": the coverage of the workspace's own sources} and {"junit": the report}. The tests run in
// one process of their own, so that the control tests (the first and the last file) run where the judged code does.
// $TOUCHSTONE_SEED, a number, shuffles them. Run from the workspace's top.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportMissingBy } from './npm.mjs';

const options = Object.fromEntries(process.argv.slice(2).filter((one) => one.startsWith('--')).map((one) => one.slice(2).split('=')));
const files = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const { nonce, twins = {} } = JSON.parse(readFileSync(0, 'utf8'));

function tell(record) {
    const bytes = Buffer.from(`${nonce} ${JSON.stringify(record)}\n`);
    for (let at = 0; at < bytes.length;)
        at += writeSync(3, bytes, at);
}

function contents(path) {
    try {
        return readFileSync(path, 'latin1');
    } catch {
        return undefined;
    }
}

/** Adds a test that must fail to a file of either kind of module. */
function addTwin(path, word) {
    const one = randomInt(1 << 16);
    appendFileSync(path, `\n;process.getBuiltinModule('node:test').test('${word}', () => {\n`
        + `    process.getBuiltinModule('node:assert').strictEqual(${one}, ${one + 1});\n});\n`);
    return path;
}

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'report-'));
const report = join(scratch, 'report.xml');
const prefixes = {};
reportMissingBy((missing) => tell({ missing }));
if (process.getBuiltinModule) // of a node that is older there is no such thing for both kinds
    for (const [path, word] of Object.entries(twins))
        prefixes[word] = addTwin(path, word);
const before = new Map(files.map((path) => [path, contents(path)]));
const typescript = options.typescript && (await import('./typescript.mjs')).transpiled(options.typescript, process.cwd());
// loaded before judged code runs, so that it has its tools
const coverage = options.coverage && (await import('./coverage.mjs')).prepared(options.coverage, process.cwd(), files, typescript?.maps);
tell({ event: 'ready', twins: prefixes });
const run = spawnSync(process.execPath, [
    '--no-warnings', ...(typescript ? ['--enable-source-maps', `--import=${beside('withtypescript.mjs')}`] : []),
    `--test-reporter=${beside('junit.mjs')}`, `--test-reporter-destination=${report}`, beside('testfiles.mjs'), ...files,
], {
    stdio: ['ignore', 'inherit', 'inherit', 'ignore'],
    env: {
        ...process.env, ...(Object.keys(twins).length > 0 ? { TOUCHSTONE_CONTROLS: '1' } : {}),
        ...(typescript ? { TOUCHSTONE_TRANSPILED: typescript.index } : {}),
        ...(coverage ? { NODE_V8_COVERAGE: join(scratch, 'coverage') } : {}),
    },
});
tell({ changed: [...before].filter(([path, text]) => contents(path) !== text).map(([path]) => path) });
if (coverage)
    tell({ lcov: coverage(join(scratch, 'coverage'), run.pid) });
try {
    tell({ junit: readFileSync(report, 'utf8').toWellFormed() });
} catch {
    // there is none: that is the answer
}
process.exitCode = run.status ?? 1;
