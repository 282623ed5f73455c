// Hooks of the module loader: TypeScript files are loaded as typescript.mjs transpiled them, and found as its compiler
// finds them: "./a.js" and "./a" mean a.ts where there is no other.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

let list = {};
let own = {};

export function initialize(data) {
    list = JSON.parse(readFileSync(data.index, 'utf8'));
    own = data;
}

function* candidates(url) {
    yield url;
    if (/\.[cm]?js$/.test(url))
        yield url.replace(/js$/, 'ts');
    yield* [`${url}.ts`, `${url}.tsx`, `${url.replace(/\/$/, '')}/index.ts`];
}

export async function resolve(specifier, context, nextResolve) {
    if (/^(\.{0,2}\/|file:)/.test(specifier) && context.parentURL?.startsWith('file:')) {
        const wanted = new URL(specifier, context.parentURL).href;
        const bare = wanted.replace(/[?#].*$/, '');
        if (!list[bare] && !(existsSync(fileURLToPath(bare)) && /\.\w+$/.test(bare)))
            for (const url of candidates(bare))
                if (list[url])
                    return { url: url + wanted.slice(bare.length), format: list[url].format, shortCircuit: true };
    }
    return nextResolve(specifier, context);
}

export async function load(url, context, nextLoad) {
    const entry = list[url.replace(/[?#].*$/, '')];
    if (!entry)
        return nextLoad(url, context);
    const source = readFileSync(entry.file, 'utf8') + (url === own.url ? own.hook : '');
    return { format: entry.format, source, shortCircuit: true };
}
