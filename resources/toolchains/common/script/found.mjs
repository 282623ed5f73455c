// How a name is found among transpiled files, as TypeScript's compiler does: "./a.js" and "./a" mean a.ts where there is
// no other.
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** {url: {format, file}}, as typescript.mjs wrote it. */
export function listFrom(index) {
    return JSON.parse(readFileSync(index, 'utf8'));
}

function* candidates(url) {
    yield url;
    if (/\.[cm]?js$/.test(url))
        yield url.replace(/js$/, 'ts');
    yield* [`${url}.ts`, `${url}.tsx`, `${url.replace(/\/$/, '')}/index.ts`];
}

/** The listed URL that a relative specifier or file: URL means from `parent`; undefined: none of the list. */
export function found(list, specifier, parent) {
    if (!/^(\.{0,2}\/|\.{1,2}$|file:)/.test(specifier) || !parent?.startsWith('file:'))
        return undefined;
    const wanted = new URL(specifier, parent).href;
    const bare = wanted.replace(/[?#].*$/, '');
    if (list[bare] || (existsSync(fileURLToPath(bare)) && /\.\w+$/.test(bare)))
        return undefined;
    for (const url of candidates(bare))
        if (list[url])
            return { url: url + wanted.slice(bare.length), format: list[url].format };
}

/** Lets require() find them too: it asks node's own resolver, not the hooks of the loader. */
export function letRequireFind(index) {
    const list = listFrom(index);
    const resolveFilename = Module._resolveFilename;
    Module._resolveFilename = (request, parent, ...rest) => {
        const there = parent?.filename && found(list, request, pathToFileURL(parent.filename).href);
        return there ? fileURLToPath(there.url) : resolveFilename(request, parent, ...rest);
    };
}
