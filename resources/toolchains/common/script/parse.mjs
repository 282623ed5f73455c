// Driver of the action "syntax" of TypeScript: the folder of npm and files; prints a list of diagnostics as JSON.
import { required } from './npm.mjs';
import { parsed, textOf, Unparsable } from './source.mjs';

const [npm, ...files] = process.argv.slice(2);
const ts = required(npm, 'typescript');

function diagnosticsOf(path) {
    try {
        const file = parsed(ts, path, textOf(path));
        return file.parseDiagnostics.map(({ start, code, messageText }) => {
            const { line, character } = file.getLineAndCharacterOfPosition(start);
            return {
                file: path, line: line + 1, column: character + 1, severity: 'error', code: `TS${code}`,
                message: ts.flattenDiagnosticMessageText(messageText, '\n'),
            };
        });
    } catch (error) {
        if (error instanceof RangeError)
            return [{ file: path, severity: 'error', message: 'it is nested too deeply' }];
        if (error instanceof Unparsable)
            return [{ file: path, severity: 'error', message: error.message }];
        throw error;
    }
}

process.stdout.write(JSON.stringify(files.flatMap(diagnosticsOf)));
