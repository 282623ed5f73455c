// Driver of the analyser "checkstyle": runs it with our configuration on the files named and prints diagnostics; a
// finding's code is the name of Checkstyle's module ("UnusedImports"). Run from the workspace's top.
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { beside, compilerOptions, diagnostics, jarPaths, java } from './workspace.mjs';

const program = ['checkstyle', 'antlr4-runtime', 'commons-lang3', 'commons-beanutils', 'commons-collections3', 'guava',
    'commons-logging', 'picocli', 'Saxon-HE', 'reflections'];
const entities = { lt: '<', gt: '>', quot: '"', apos: '\'', amp: '&' };

function unescaped(text) {
    return text.replace(/&(?:#(x?)(\w+)|(\w+));/g, (_, hex, number, name) =>
        name ? entities[name] : String.fromCodePoint(parseInt(number, hex ? 16 : 10)));
}

function findings(xml) {
    const found = [];
    let file;
    for (const [, tag, text] of xml.matchAll(/<(file|error) ([^>]*)>/g)) {
        const fields = Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, unescaped(value)]));
        if (tag === 'file') {
            file = relative(process.cwd(), fields.name);
            continue;
        }
        found.push({
            file, line: Number(fields.line), column: Number(fields.column ?? 0), severity: fields.severity,
            code: /(\w+?)(Check)?$/.exec(fields.source)[1], message: fields.message,
        });
    }
    return found;
}

/** The findings, or undefined where there can't be any. */
function main(files) {
    if (!files.length)
        return [];
    const run = java(['-cp', jarPaths(program).join(':'), 'com.puppycrawl.tools.checkstyle.Main', '-c',
        beside('checkstyle.xml'), '-f', 'xml', ...files], ['ignore', 'pipe', 'pipe', 'ignore']);
    const xml = String(run.stdout);
    if (run.status !== null && xml.includes('</checkstyle>') && !/Checkstyle ends with|Exception/.test(run.stderr))
        return findings(xml);
    // it does not get over what is no Java; the compiler tells whether that is the file's fault
    const errors = diagnostics('PARSE', compilerOptions, files) ?? [];
    if (!errors.length)
        process.stderr.write(run.stderr);
    return errors.length ? errors.map((one) => ({ ...one, code: 'syntax' })) : undefined;
}

const files = process.argv.slice(2).filter((path) => path.endsWith('.java') && existsSync(path));
const answer = jarPaths(program) ? main(files) : { missing: 'checkstyle' };
if (answer)
    process.stdout.write(JSON.stringify(answer));
else
    process.exitCode = 1;
