// A source file as TypeScript's parser sees it, for the drivers that only read.
import { readFileSync } from 'node:fs';

export class Unparsable extends Error {}

/** The text of a file; no reader of ours guesses at encodings. */
export function textOf(path) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    } catch (error) {
        throw new Unparsable(error instanceof TypeError ? `${path} is not UTF-8` : error.message);
    }
}

function scriptKindOf(ts, path) {
    if (/\.[cm]?ts$/.test(path))
        return ts.ScriptKind.TS;
    return path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.JSX;
}

/** What the parser objects to in a file, as diagnostics of its own. */
export function syntaxErrors(ts, file) {
    const errors = [...file.parseDiagnostics];
    if (!/\.tsx?$|\.[cm]ts$/.test(file.fileName)) {
        // types in JavaScript are the compiler's to find
        const options = { allowJs: true, noLib: true, noResolve: true, target: ts.ScriptTarget.ESNext };
        const host = { ...ts.createCompilerHost(options), getSourceFile: (name) => name === file.fileName ? file : undefined };
        errors.push(...ts.createProgram([file.fileName], options, host).getSyntacticDiagnostics(file)
            .filter((one) => one.start !== undefined && !errors.includes(one)));
    }
    return errors;
}

export function parsed(ts, path, text = textOf(path)) {
    return ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseAll },
        true, scriptKindOf(ts, path));
}

/** The file without errors of syntax, or why there is none. */
export function parsedWhole(ts, path) {
    const file = parsed(ts, path);
    const [error] = syntaxErrors(ts, file);
    if (error)
        throw new Unparsable(`line ${lineAt(file, error.start)}: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`);
    return file;
}

export function lineAt(file, position) {
    return file.getLineAndCharacterOfPosition(position).line + 1;
}

/** Hands the leaves of a tree that are code to `take`, in order. */
export function forEachLeaf(ts, node, file, take) {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode)
        return;
    const children = node.getChildren(file);
    for (const child of children)
        forEachLeaf(ts, child, file, take);
    if (children.length === 0 && node.getWidth(file) > 0)
        take(node);
}

/** Prints what `make` returns, or why the file can't be read. */
export function answer(make) {
    let said;
    try {
        said = make();
    } catch (error) {
        if (error instanceof RangeError)
            said = { error: 'it is nested too deeply' };
        else if (error instanceof Unparsable)
            said = { error: error.message };
        else
            throw error;
    }
    process.stdout.write(JSON.stringify(said));
}
