// Driver of the action "build" of TypeScript and of the analyser "tsc": the folder of npm, typescript or javascript,
// build or findings, and files; prints a list of diagnostics as JSON, of all the workspace's files. For findings,
// comments such as @ts-ignore hide nothing: what they hide is still there.
import { required } from './npm.mjs';
import { programOf } from './program.mjs';
import { within } from './tsconfig.mjs';

const [npm, language, purpose, ...files] = process.argv.slice(2);
const ts = required(npm, 'typescript');
const { program, config } = programOf(ts, npm, { language, files, honest: purpose === 'findings' });
const folder = process.cwd();
const severities = { [ts.DiagnosticCategory.Error]: 'error', [ts.DiagnosticCategory.Warning]: 'warning' };

function diagnostic({ file, start, length, code, category, messageText }) {
    const about = { severity: severities[category] ?? 'note', code: `TS${code}`, message: ts.flattenDiagnosticMessageText(messageText, '\n') };
    if (!file || start === undefined)
        return { file: within(folder, config.name ?? 'tsconfig.json'), ...about };
    const from = ts.getLineAndCharacterOfPosition(file, start), to = ts.getLineAndCharacterOfPosition(file, start + length);
    return {
        file: within(folder, file.fileName), line: from.line + 1, column: from.character + 1,
        endLine: to.line + 1, endColumn: to.character + 1, ...about,
    };
}

const own = program.getSourceFiles().filter(({ fileName }) => !within(folder, fileName).startsWith('/')
    && !/(^|\/)node_modules\//.test(within(folder, fileName)));
const found = [
    ...program.getConfigFileParsingDiagnostics(), ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics(),
    ...own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
];
process.stdout.write(JSON.stringify(ts.sortAndDeduplicateDiagnostics(found).map(diagnostic)));
