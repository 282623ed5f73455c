// What the drivers of this folder share: the workspace's sources, and how a JVM is started.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const jars = '/usr/share/java';
const passedOver = /^(\.|build$|target$|bin$|out$|node_modules$)/;

export const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

export const junit = ['junit-jupiter-api', 'junit-jupiter-engine', 'junit-jupiter-params', 'junit-platform-commons',
    'junit-platform-engine', 'junit-platform-launcher', 'opentest4j', 'apiguardian-api'];
export const jacoco = ['org.jacoco.core', 'asm', 'asm-commons', 'asm-tree', 'asm-analysis'];

/** Paths of jars by their names; undefined where one of them is not installed. */
export function jarPaths(names) {
    const paths = names.map((name) => `${jars}/${name}.jar`);
    return paths.every((path) => existsSync(path)) ? paths : undefined;
}

export const junitPath = () => (jarPaths(junit) ?? []).join(':');

/** Whether there is a JDK, as opposed to a JRE. */
export const haveJdk = () => (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'javac')));

/** Java's own syntax without comments and the contents of texts; every character keeps its place. */
export function blanked(source) {
    const blank = (text) => text.replace(/[^\n]/g, ' ');
    return source.replace(/\/\*[^]*?\*\/|\/\/.*|"""[^]*?[^\\]"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g, blank);
}

/** The package that a source says it is of. */
export function packageOf(source) {
    return /(?:^|[;\s])package\s+([\w.\s]+?)\s*;/.exec(blanked(source))?.[1].replace(/\s/g, '') ?? '';
}

/** Every source below the current folder, in order. */
export function sources(folder = '.') {
    const found = [];
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !(folder === '.' ? passedOver : /^\./).test(entry.name))
            found.push(...sources(path));
        else if (entry.isFile() && entry.name.endsWith('.java') && entry.name !== 'module-info.java')
            found.push(path);
    }
    return found;
}

/** The folders in which packages begin, by what the sources say. */
export function sourceRoots(paths) {
    const roots = new Set();
    for (const path of paths) {
        const folder = dirname(path), name = packageOf(readFileSync(path, 'utf8')).replaceAll('.', '/');
        if (!name)
            roots.add(folder);
        else if (`/${folder}`.endsWith(`/${name}`))
            roots.add(normalize(folder.slice(0, -name.length) || '.'));
    }
    return [...roots];
}

/** Whether a path is that of a test, or of what only tests use. */
export function isTest(path) {
    return /(^|\/)tests?\//.test(path) || /(^|\/)(Test[A-Z_]\w*|\w+(Test|Tests|TestCase|IT))\.java$/.test(path);
}

// Annotation processors would be the workspace's code.
export const compilerOptions = ['-proc:none', '-encoding', 'UTF-8', '-Xmaxerrs', '9999', '-Xmaxwarns', '9999'];

// The JVM lives for a second or two: no second compiler, no threads of a collector.
const vm = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-Xmx512m', '-XX:-UsePerfData',
    '-Dfile.encoding=UTF-8', '-Duser.language=en', '-Duser.country=US'];

/** Runs a JVM without our file descriptors but for output; its result as spawnSync gives it. */
export function java(args, stdio = ['ignore', 'inherit', 'inherit', 'ignore']) {
    return spawnSync('java', [...vm, ...args], { stdio, maxBuffer: 1 << 28 });
}

/** Runs javac; its output is kept. */
export function javac(args) {
    return spawnSync('javac', [...vm.map((option) => `-J${option}`), ...args], {
        stdio: ['ignore', 'ignore', 'pipe', 'ignore'], encoding: 'utf8', maxBuffer: 1 << 28,
    });
}

/**
 * What javac says of files up to a phase (PARSE, FLOW), as a list of diagnostics; undefined, and its own words on
 * stderr, where it broke down.
 */
export function diagnostics(phase, options, files) {
    const mark = '\u0001';
    const layout = (...fields) => `${mark}${fields.join(mark)}`;
    const run = javac([
        `-XDdiags.layout=${[layout('%f', '%l', '%c', '%p', '%L', '%m'), layout('', '', '', '%p', '%L', '%m'),
            layout('%f', '', '', '%p', '%L', '%m')].join('|')}`,
        '-XDdiags.formatterOptions=-source', `-XDshould-stop.ifError=${phase}`, `-XDshould-stop.ifNoError=${phase}`,
        ...options, ...files,
    ]);
    if (run.status !== 0 && run.status !== 1) {
        process.stderr.write(run.stderr ?? String(run.error));
        return undefined;
    }
    const found = [];
    for (const part of run.stderr.split(new RegExp(`^${mark}`, 'm')).slice(1)) {
        const [file, line, column, kind, lint, ...message] = part.split(mark);
        if (!/^(error|warning)/.test(kind) || (!file && kind.startsWith('warning')))
            continue;
        found.push({
            file, line: Number(line) || 0, column: Number(column) || 0, severity: /^\w+/.exec(kind)[0],
            code: /[\w-]+/.exec(lint)?.[0] ?? /^\w+/.exec(kind)[0],
            message: message.join(' ').replace(/\n\d+ (errors?|warnings?)(?=\n|$)|\n +where [^]*$/g, '').trim(),
        });
    }
    return found;
}
