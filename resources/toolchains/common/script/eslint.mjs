// Driver of the analysers that are ESLint with one of our configurations: the folder of npm, a module whose default
// export makes a configuration of ({npm, kindOf}), typescript or javascript, and files; prints a list of diagnostics
// as JSON. The workspace's own configuration is code of a stranger and is not looked for. Comments that switch rules
// off are passed over: what they hide is still there.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kindOf } from './modules.mjs';
import { required } from './npm.mjs';
import { within } from './tsconfig.mjs';

const [npm, configuration, language, ...files] = process.argv.slice(2);
const { ESLint } = required(npm, 'eslint');
const folder = process.cwd();
const make = (await import(pathToFileURL(configuration).href)).default;

function diagnostic(filePath, { line, column, endLine, endColumn, severity, ruleId, message, fatal }) {
    if (!ruleId && !fatal)
        throw new Error(`${filePath}: ${message}`); // it was not looked at
    return {
        file: within(folder, filePath), line, column, endLine: endLine ?? line, endColumn: endColumn ?? column,
        severity: severity === 2 ? 'error' : 'warning', code: ruleId ?? 'syntax', message,
    };
}

const eslint = new ESLint({
    cwd: folder, overrideConfigFile: true, overrideConfig: await make({ npm, language, files, kindOf }), allowInlineConfig: false,
    ignore: false, errorOnUnmatchedPattern: false, globInputPaths: false,
});
const found = [];
for (const file of files)
    for (const result of await eslint.lintText(readFileSync(file, 'utf8'), { filePath: resolve(file) }))
        found.push(...result.messages.map((message) => diagnostic(result.filePath, message)));
process.stdout.write(JSON.stringify(found));
