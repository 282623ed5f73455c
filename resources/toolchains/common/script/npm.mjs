// Packages of npm for the drivers: their imports don't look where these are.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Says that a tool is not installed, in place of an answer. */
export function endAsMissing(tool) {
    process.stdout.write(JSON.stringify({ missing: tool }));
    process.exit(0);
}

/** What require() gives for a package below the folder `npm`; ends the driver where it is not there. */
export function required(npm, name, tool = name) {
    const require = createRequire(join(npm, 'node_modules', '-'));
    let path;
    try {
        path = require.resolve(name);
    } catch {
        endAsMissing(tool);
    }
    return require(path);
}

/** The same for what is a module. */
export async function imported(npm, path, tool) {
    try {
        createRequire(join(npm, 'node_modules', '-')).resolve(join(npm, 'node_modules', path));
    } catch {
        endAsMissing(tool);
    }
    return import(pathToFileURL(join(npm, 'node_modules', path)).href);
}
