// Driver of the actions "test" and "coverage": compiles the workspace, runs test classes with JUnit 5 and sends a JUnit
// report; for coverage also {"lcov": TEXT} of the sources that are no tests, as JaCoCo measured it.
//
// node tests.mjs test|coverage FILE…
//
// stdin: {"nonce", "twins": {file: word}}. A twin is a test that must fail, put among those of a file under a name
// with the word in it. Lines "NONCE JSON" on file descriptor 3: {"event": "ready", "twins": {word: the beginning of
// the ids of its file's tests}}, then {"changed": files of tests that are no longer as they were}, {"junit": the
// report} and {"lcov"}; {"missing"} names a tool that is not installed. Only this process has the channel: the judged
// code runs in a JVM below it. Sources that don't compile end it with exit code 2. Run from the workspace's top.
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
    beside, blanked, compilerOptions, haveJdk, isTest, jacoco, jarPaths, java, junit, packageOf, sourceRoots, sources,
} from './workspace.mjs';

const { nonce, twins = {} } = JSON.parse(readFileSync(0, 'utf8'));
const [action, ...named] = process.argv.slice(2);
const files = named.map((path) => path.replace(/^\.\//, ''));

function tell(record) {
    const bytes = Buffer.from(`${nonce} ${JSON.stringify(record)}\n`);
    for (let at = 0; at < bytes.length;)
        at += writeSync(3, bytes, at);
}

function contents(path) {
    try {
        return readFileSync(path, 'utf8');
    } catch {
        return undefined;
    }
}

/** Where the class that a file is named after ends: the offset of its closing brace. */
function endOfClass(text, name) {
    const code = blanked(text);
    const start = new RegExp(`\\b(?:class|record)\\s+${name}\\b`).exec(code);
    if (!start)
        return -1;
    let depth = 0;
    for (let at = code.indexOf('{', start.index); at >= 0 && at < code.length; ++at) {
        if (code[at] === '{')
            ++depth;
        else if (code[at] === '}' && --depth === 0)
            return at;
    }
    return -1;
}

/** Adds a test that must fail to a class, on a line that there is; the class's name, or undefined where it has none. */
function addTwin(path, word) {
    const text = contents(path);
    const name = /([^/]+)\.java$/.exec(path)?.[1];
    const end = text === undefined || !name ? -1 : endOfClass(text, name);
    if (end < 0)
        return undefined;
    const one = randomInt(1 << 16);
    const twin = `@org.junit.jupiter.api.Test void ${word}() `
        + `{ org.junit.jupiter.api.Assertions.assertEquals(${one}, ${one + 1}); } `;
    writeFileSync(path, text.slice(0, end) + twin + text.slice(end));
    return [packageOf(text), name].filter(Boolean).join('.');
}

function main() {
    const classPath = jarPaths(junit), coverage = action === 'coverage' ? jarPaths(jacoco) : [];
    const missing = !haveJdk() ? 'jdk' : !classPath ? 'junit' : !coverage ? 'jacoco' : undefined;
    if (missing) {
        tell({ missing });
        return 1;
    }
    const prefixes = {};
    for (const [path, word] of Object.entries(twins)) {
        const prefix = addTwin(path, word);
        if (prefix)
            prefixes[word] = prefix;
    }
    const all = sources();
    const chosen = files.filter((path) => path.endsWith('.java'));
    const measured = all.filter((path) => !isTest(path) && !chosen.includes(path));
    const before = new Map(chosen.map((path) => [path, contents(path)]));
    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    const roots = sourceRoots(all);
    const resources = ['src/main/resources', 'src/test/resources', ...roots];
    const plan = {
        option: [...compilerOptions, '-nowarn', '-g', '-classpath', classPath.join(':'), '-sourcepath', roots.join(':')],
        source: measured, test: chosen, resources, folder: [folder],
        seed: process.env.TOUCHSTONE_SEED ? [process.env.TOUCHSTONE_SEED] : [],
        coverage: action === 'coverage' ? [beside('Coverage.java')] : [],
        coverageOption: ['-proc:none', '-classpath', coverage.join(':')],
    };
    writeFileSync(join(folder, 'plan'), Object.entries(plan)
        .flatMap(([key, values]) => values.map((value) => `${key} ${value}\n`)).join(''));
    tell({ event: 'ready', twins: prefixes });
    const run = java(['--add-opens=java.base/java.lang=ALL-UNNAMED', '-cp', [...classPath, ...coverage].join(':'),
        beside('Tests.java'), join(folder, 'plan')]);
    tell({ changed: [...before].filter(([path, text]) => contents(path) !== text).map(([path]) => path) });
    for (const [key, file] of [['junit', 'report.xml'], ['lcov', 'lcov.info']]) {
        const text = contents(join(folder, file));
        if (text !== undefined)
            tell({ [key]: text.toWellFormed() });
    }
    return run.status ?? 1;
}

process.exitCode = main();
