// Driver of the action "syntax": files as arguments; prints a list of diagnostics as JSON. V8 compiles
// them; nothing of a file is run. Wants --experimental-vm-modules.
import { resolve } from 'node:path';
import vm from 'node:vm';
import { commonArguments, declaredKind, parser, readSource } from './modules.mjs';

/** What compiling as one of the kinds raises; undefined where it raises nothing. */
function errorOf(source, file, kind) {
    try {
        if (kind === 'module')
            new vm.SourceTextModule(source, { identifier: file });
        else
            vm.compileFunction(source, commonArguments, { filename: file });
    } catch (error) {
        return error;
    }
}

/** Where V8 does not say it (in modules it keeps it to itself), the place is acorn's. */
function placeOf(error, source, kind) {
    const place = /^[^\n]*:(\d+)\n[^\n]*\n(\s*)\^/.exec(error.stack ?? '');
    if (place)
        return { line: Number(place[1]), column: place[2].length + 1 };
    try {
        parser()?.parse(source, { ecmaVersion: 'latest', sourceType: kind === 'module' ? 'module' : 'script' });
    } catch ({ loc }) {
        return loc ? { line: loc.line, column: loc.column + 1 } : {};
    }
    return {};
}

function diagnostic(file, source, kind, error) {
    return { file, severity: 'error', message: String(error.message), ...placeOf(error, source, kind) };
}

const found = [];
for (const file of process.argv.slice(2)) {
    try {
        const source = readSource(file);
        const declared = declaredKind(resolve(file));
        const errors = (declared ? [declared] : ['commonjs', 'module'])
            .map((kind) => ({ kind, error: errorOf(source, file, kind) }));
        if (errors.every(({ error }) => error)) {
            // a file that says import or export means to be a module
            const meant = errors.at(/import statement|import\.meta|Unexpected token 'export'/.test(errors[0].error.message) ? -1 : 0);
            found.push(diagnostic(file, source, meant.kind, meant.error));
        }
    } catch (error) {
        found.push({ file, severity: 'error', message: `can't be read: ${error.message}` });
    }
}
process.stdout.write(JSON.stringify(found));
