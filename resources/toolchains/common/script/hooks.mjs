// Hooks of the module loader: TypeScript files are loaded as typescript.mjs transpiled them.
import { readFileSync } from 'node:fs';
import { found, listFrom } from './found.mjs';

let list = {};
let own = {};

export function initialize(data) {
    list = listFrom(data.index);
    own = data;
}

export async function resolve(specifier, context, nextResolve) {
    const there = found(list, specifier, context.parentURL);
    return there ? { ...there, shortCircuit: true } : nextResolve(specifier, context);
}

export async function load(url, context, nextLoad) {
    const entry = list[url.replace(/[?#].*$/, '')];
    if (!entry)
        return nextLoad(url, context);
    const source = readFileSync(entry.file, 'utf8') + (url === own.url ? own.hook : '');
    return { format: entry.format, source, shortCircuit: true };
}
