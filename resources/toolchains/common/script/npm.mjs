// Packages of npm for the drivers, whose imports don't look where these are.
import { createRequire } from 'node:module';
import { join } from 'node:path';

let report = (tool) => process.stdout.write(JSON.stringify({ missing: tool }));

/** How a driver that does not answer on its output says that a tool is not installed. */
export function reportMissingBy(way) {
    report = way;
}

function endAsMissing(tool) {
    report(tool);
    process.exit(0);
}

/** Where a package, or a file of one, is loaded from; nothing outside the folder of npm counts. */
function placeOf(require, top, name) {
    for (const wanted of [name, top + name]) {
        try {
            const path = require.resolve(wanted);
            if (path.startsWith(top))
                return path;
        } catch {
            // by its path, then; a package may not let its files be named
        }
    }
    return undefined;
}

/** What require() gives for a package below the folder `npm`; ends the driver where it is not there. */
export function required(npm, name, tool = name) {
    const top = join(npm, 'node_modules/');
    const require = createRequire(join(top, '-'));
    return require(placeOf(require, top, name) ?? endAsMissing(tool));
}
