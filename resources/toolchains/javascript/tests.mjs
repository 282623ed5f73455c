// Driver of the action "test": runs test files with node's own runner and sends a JUnit report.
//
// stdin: {"nonce"}. Lines "NONCE JSON" on file descriptor 3: {"event": "ready"}, then {"junit": the report}.
// The tests run in one process of their own, so that the control tests (the first and the last file) run
// where the judged code does; that process never learns the nonce. Run from the workspace's top.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { nonce } = JSON.parse(readFileSync(0, 'utf8'));

function tell(record) {
    const bytes = Buffer.from(`${nonce} ${JSON.stringify(record)}\n`);
    for (let at = 0; at < bytes.length;)
        at += writeSync(3, bytes, at);
}

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
const report = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.xml');
tell({ event: 'ready' });
const run = spawnSync(process.execPath, [
    '--no-warnings', `--test-reporter=${beside('junit.mjs')}`, `--test-reporter-destination=${report}`,
    beside('testfiles.mjs'), ...process.argv.slice(2),
], { stdio: ['ignore', 'inherit', 'inherit', 'ignore'] });
try {
    tell({ junit: readFileSync(report, 'utf8').toWellFormed() });
} catch {
    // there is none: that is the answer
}
process.exitCode = run.status ?? 1;
