// How a file is loaded: shared by the drivers, and the hook of the module loader that cases.mjs registers.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

export const commonArguments = ['exports', 'require', 'module', '__filename', '__dirname'];

/** The source as the compilers take it. */
export function readSource(path) {
    return readFileSync(path, 'utf8').replace(/^\uFEFF?#!/, '//');
}

/** "module", "commonjs", or "" where neither the file's name nor its package says so. */
export function declaredKind(path) {
    if (path.endsWith('.mjs'))
        return 'module';
    if (path.endsWith('.cjs'))
        return 'commonjs';
    for (let folder = dirname(path); ; folder = dirname(folder)) {
        const manifest = join(folder, 'package.json');
        if (existsSync(manifest)) {
            try {
                return JSON.parse(readFileSync(manifest, 'utf8')).type ?? '';
            } catch {
                return '';
            }
        }
        if (folder === dirname(folder))
            return '';
    }
}

/** The same, and where it is not said: CommonJS if the file can be read as that. */
export function kindOf(path) {
    const declared = declaredKind(path);
    if (declared)
        return declared;
    try {
        vm.compileFunction(readSource(path), commonArguments);
        return 'commonjs';
    } catch {
        return 'module';
    }
}

/** The parser acorn, which comes with node here; undefined where it does not. */
export function parser() {
    for (const from of ['/usr/share/nodejs/', import.meta.url]) {
        try {
            return createRequire(from)('acorn');
        } catch {
            // the next place
        }
    }
}

export function isAccessorKey(descriptor) {
    return descriptor !== undefined && 'get' in descriptor;
}

let target;

export function initialize(data) {
    target = data;
}

export async function load(url, context, nextLoad) {
    if (url !== target.url)
        return nextLoad(url, context);
    return { format: 'module', source: readSource(fileURLToPath(url)) + target.hook, shortCircuit: true };
}
