// A hook of the module loader: who imports node:test gets heldtests.mjs.
const held = new URL('./heldtests.mjs', import.meta.url).href;

export async function resolve(specifier, context, nextResolve) {
    return specifier === 'node:test' ? { url: held, shortCircuit: true } : nextResolve(specifier, context);
}
