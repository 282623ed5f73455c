// The workspace's tsconfig.json or jsconfig.json: data, read by the compiler's own reader.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** {options, fileNames, errors} for the workspace in `folder`. `defaults` is what holds where there is no such file. */
export function configurationOf(ts, npm, folder, names, defaults) {
    const name = names.map((one) => join(folder, one)).find((path) => existsSync(path));
    let config = { options: ts.convertCompilerOptionsFromJson(defaults, folder).options, fileNames: [], errors: [] };
    if (name) {
        const read = ts.readConfigFile(name, ts.sys.readFile);
        config = ts.parseJsonConfigFileContent(read.config ?? {}, ts.sys, folder, undefined, name);
        // that nothing is matched is no fault: the files in question are named
        config.errors = [...(read.error ? [read.error] : []), ...config.errors.filter((one) => one.code !== 18003)];
    }
    const { options } = config;
    // node's types are those that came with us, as the workspace's node_modules is not installed
    const own = join(npm, 'node_modules', '@types');
    options.typeRoots = [...(options.typeRoots ?? ts.getDefaultTypeRoots?.(folder) ?? [join(folder, 'node_modules/@types')]), own];
    options.types ??= ['node'];
    for (const unwanted of ['incremental', 'composite', 'tsBuildInfoFile', 'declaration', 'declarationMap', 'emitDeclarationOnly', 'outFile', 'plugins'])
        delete options[unwanted];
    options.noEmit = true;
    return { ...config, name };
}

export const defaultTypescript = {
    strict: true, target: 'es2022', lib: ['es2023'], module: 'nodenext', moduleResolution: 'nodenext',
    allowImportingTsExtensions: true, skipLibCheck: true,
};

export const defaultJavascript = {
    allowJs: true, checkJs: true, strict: false, strictNullChecks: true, target: 'es2022', lib: ['es2023'], module: 'nodenext',
    moduleResolution: 'nodenext', skipLibCheck: true,
};

/** A path in the workspace, for a finding. */
export function within(folder, path) {
    const whole = resolve(path), top = `${resolve(folder)}/`;
    return whole.startsWith(top) ? whole.slice(top.length) : whole;
}
