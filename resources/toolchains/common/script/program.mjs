// A program of the compiler over the workspace, with its own configuration, which is data.
import { resolve } from 'node:path';
import { configurationOf, defaultJavascript, defaultTypescript } from './tsconfig.mjs';

/**
 * {program, config} for the files in question and those that the configuration names. `honest`: comments that
 * silence the compiler do not.
 */
export function programOf(ts, npm, { language, files, honest }) {
    const folder = process.cwd();
    const isScript = language === 'javascript';
    const config = configurationOf(ts, npm, folder, isScript ? ['jsconfig.json', 'tsconfig.json'] : ['tsconfig.json'],
        isScript ? defaultJavascript : defaultTypescript);
    if (isScript)
        Object.assign(config.options, { allowJs: true, checkJs: true });
    const host = ts.createCompilerHost(config.options, true);
    const { getSourceFile } = host;
    host.getSourceFile = (...given) => {
        const file = getSourceFile.call(host, ...given);
        if (file && honest) {
            file.commentDirectives = undefined; // @ts-ignore, @ts-expect-error
            file.checkJsDirective = undefined; // @ts-nocheck
        }
        return file;
    };
    const roots = [...new Set([...config.fileNames, ...files.map((file) => resolve(file))])];
    return { program: ts.createProgram({ rootNames: roots, options: config.options, host, configFileParsingDiagnostics: config.errors }), config };
}
