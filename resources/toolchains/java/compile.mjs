// Driver of what javac does without running anything of the workspace, and of programs that it compiles:
//
// node compile.mjs syntax|build|lint|doclint|docs|run FILE…
//
// prints a list of diagnostics; for "docs" the documented symbols of one file. "build" and "lint" are about the whole
// workspace. Run from its top.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
    beside, compilerOptions, diagnostics, haveJdk, java, javac, junitPath, packageOf, sourceRoots, sources,
} from './workspace.mjs';

const [action, ...named] = process.argv.slice(2);
const files = named.map((path) => path.replace(/^\.\//, '')).filter((path) => path.endsWith('.java'));

function options() {
    const roots = sourceRoots([...new Set([...sources(), ...files])]);
    return [...compilerOptions, '-implicit:none', '-classpath', junitPath() || '/none', '-sourcepath',
        roots.join(':') || '.'];
}

function say(list) {
    process.stdout.write(JSON.stringify(list));
    return 0;
}

/** Parses doc comments; the exit code. */
function documented(mode) {
    const run = java(['--add-opens=jdk.javadoc/jdk.javadoc.internal.doclint.resources=ALL-UNNAMED',
        beside('Docs.java'), mode, ...options(), '--', ...files]);
    return run.status ?? 1;
}

/** Compiles a program and runs it with its arguments; its exit code. */
function runProgram() {
    const [program, ...rest] = named;
    const classes = mkdtempSync(join(tmpdir(), 'classes-'));
    const how = options().filter((option) => option !== '-implicit:none');
    const compiled = javac([...how, '-nowarn', '-d', classes, program]);
    if (compiled.status !== 0) {
        process.stderr.write(compiled.stderr);
        return 1;
    }
    const name = [packageOf(readFileSync(program, 'utf8')), basename(program, '.java')].filter(Boolean).join('.');
    const run = java(['-cp', `${classes}:.`, name, ...rest], ['inherit', 'inherit', 'inherit', 'ignore']);
    if (run.signal)
        process.kill(process.pid, run.signal);
    return run.status ?? 1;
}

function main() {
    if (!haveJdk()) {
        process.stdout.write('{"missing": "jdk"}');
        return 0;
    }
    const here = files.filter((path) => existsSync(path));
    const absent = files.filter((path) => !here.includes(path))
        .map((file) => ({ file, severity: 'error', message: 'there is no such file' }));
    let said;
    switch (action) {
    case 'run':
        return runProgram();
    case 'doclint':
    case 'docs':
        return absent.length || !files.length ? say(absent) : documented(action);
    case 'syntax':
        said = here.length ? diagnostics('PARSE', compilerOptions, here) : [];
        break;
    case 'build':
    case 'lint':
        said = diagnostics('FLOW', [...options(), '-Xlint:all'], sources());
        break;
    default:
        throw new Error(`unknown action ${action}`);
    }
    return said ? say([...absent, ...said]) : 1;
}

process.exitCode = main();
