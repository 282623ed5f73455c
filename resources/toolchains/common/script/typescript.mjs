// TypeScript made runnable: the workspace's files are transpiled beforehand into a folder of ours; the judged process
// loads the results in place of the sources (hooks.mjs) and never sees the compiler.
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { declaredKind } from './modules.mjs';
import { required } from './npm.mjs';
import { textOf, Unparsable } from './source.mjs';
import { configurationOf, defaultTypescript } from './tsconfig.mjs';

const ours = /\.[cm]?tsx?$/;

/** Files of the workspace with one of the endings, as paths relative to it; of node_modules none. */
export function sourcesIn(folder, endings) {
    const found = [];
    const walk = (below) => {
        for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
            const path = below ? `${below}/${entry.name}` : entry.name;
            if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
                walk(path);
            else if (entry.isFile() && endings.test(path) && !/\.d\.[cm]?ts$/.test(path))
                found.push(path);
        }
    };
    walk('');
    return found.sort();
}

/** CommonJS where the name, the package, the configuration or the code itself says so. */
function kindOf(ts, path, text, options) {
    if (/\.[cm]ts$/.test(path))
        return path.endsWith('.cts') ? 'commonjs' : 'module';
    const declared = declaredKind(resolve(path));
    if (declared)
        return declared;
    return options.module === ts.ModuleKind.CommonJS || /^\s*export\s*=|^\s*import\s+\w+\s*=\s*require\b/m.test(text) ? 'commonjs' : 'module';
}

/**
 * Transpiles the workspace in `folder`. Returns the path of a list of {url: {format, file}} for hooks.mjs, and `maps`:
 * the source map of each by path. A file that can't be read is left out: loading it fails.
 */
export function transpiled(npm, folder) {
    const ts = required(npm, 'typescript');
    const { options } = configurationOf(ts, npm, folder, ['tsconfig.json'], defaultTypescript);
    const target = Math.min(options.target ?? ts.ScriptTarget.ES2022, ts.ScriptTarget.ES2022);
    const cache = mkdtempSync(join(tmpdir(), 'transpiled-'));
    const list = {}, maps = new Map();
    for (const path of sourcesIn(folder, ours)) {
        try {
            const text = textOf(join(folder, path));
            const format = kindOf(ts, join(folder, path), text, options);
            const made = ts.transpileModule(text, {
                fileName: join(folder, path),
                compilerOptions: {
                    ...options, target, noEmit: false, sourceMap: false, inlineSourceMap: true, inlineSources: false, removeComments: false,
                    module: format === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS, moduleResolution: undefined,
                    esModuleInterop: true, outDir: undefined, rootDir: undefined, sourceRoot: undefined, mapRoot: undefined,
                    rewriteRelativeImportExtensions: false, noCheck: true,
                },
            });
            const file = join(cache, `${maps.size}.js`);
            writeFileSync(file, made.outputText);
            list[pathToFileURL(join(folder, path)).href] = { format, file };
            maps.set(path, made.outputText);
        } catch (error) {
            if (!(error instanceof Unparsable || error instanceof RangeError))
                throw error;
        }
    }
    const index = join(cache, 'list.json');
    writeFileSync(index, JSON.stringify(list));
    return { index, maps };
}
