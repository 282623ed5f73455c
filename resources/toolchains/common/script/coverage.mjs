// Coverage as LCOV, of what V8 counted while the tests ran. Node's own reporter is not used: in node 20 it counts
// comments and blank lines as covered, knows no branch of a function that was never called, nor one that was always
// taken, and can't tell TypeScript. Here lines are those on which a statement begins, and branches the arms of
// if, ?:, &&, ||, ?? and switch, as Istanbul has them; the counts are V8's.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GeneratedText, SameText } from './positions.mjs';
import { required } from './npm.mjs';
import { lineAt, parsed, textOf, Unparsable } from './source.mjs';
import { sourcesIn } from './typescript.mjs';

/** Counts of one script's ranges: the innermost one tells. */
class Counts {
    #ranges;

    constructor(functions) {
        this.#ranges = functions.flatMap(({ ranges }) => ranges.map((range, i) => ({ ...range, isFunction: i === 0 })))
            .sort((a, b) => (a.endOffset - a.startOffset) - (b.endOffset - b.startOffset));
    }

    /** How often what begins at `offset` was reached; a function that begins there is what is reached. */
    at(offset) {
        const around = this.#ranges.filter(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset);
        return (around.find((one) => !(one.isFunction && one.startOffset === offset)) ?? around.at(-1))?.count ?? 0;
    }
}

/** The lines and branches of a file, with the positions whose counts are theirs. */
function pointsOf(ts, file) {
    const lines = [], branches = [];
    const { SyntaxKind } = ts;
    const start = (node) => node.getStart(file);
    const isType = (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)
        || (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((one) => one.kind === SyntaxKind.DeclareKeyword));
    const runs = (node) => ts.isStatement(node) && !ts.isBlock(node) && !ts.isFunctionDeclaration(node) && !ts.isClassDeclaration(node)
        && !ts.isImportDeclaration(node) && !ts.isExportDeclaration(node) && !ts.isModuleDeclaration(node) && !ts.isEmptyStatement(node)
        && !ts.isImportEqualsDeclaration(node) && !ts.isLabeledStatement(node)
        && !(ts.isVariableStatement(node) && node.declarationList.declarations.every((one) => !one.initializer));

    /** A position in an arm that is not that of a function in it. */
    function within(arm) {
        if (!ts.isBlock(arm))
            return start(arm);
        const first = arm.statements.find((one) => runs(one));
        return first ? start(first) : arm.getEnd() - 1;
    }

    function branch(node, arms) {
        branches.push({ line: lineAt(file, start(node)), at: start(node), arms });
    }

    function visit(node) {
        if (isType(node))
            return;
        if (runs(node))
            lines.push({ line: lineAt(file, start(node)), at: start(node) });
        else if (ts.isPropertyDeclaration(node) && node.initializer)
            lines.push({ line: lineAt(file, start(node.initializer)), at: start(node.initializer) });
        else if (ts.isArrowFunction(node) && !ts.isBlock(node.body))
            lines.push({ line: lineAt(file, start(node.body)), at: start(node.body) });
        if (ts.isIfStatement(node))
            branch(node, [{ at: within(node.thenStatement) }, node.elseStatement ? { at: within(node.elseStatement) } : { rest: true }]);
        else if (ts.isConditionalExpression(node))
            branch(node, [{ at: start(node.whenTrue) }, { at: start(node.whenFalse) }]);
        else if (ts.isSwitchStatement(node) && node.caseBlock.clauses.length > 0)
            branch(node, node.caseBlock.clauses.map((one) => ({ at: start(one), inside: one.statements[0] && within(one.statements[0]) })));
        else if (ts.isBinaryExpression(node)
            && [SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken].includes(node.operatorToken.kind))
            branch(node, [{ at: start(node.left) }, { at: start(node.right) }]);
        ts.forEachChild(node, visit);
    }

    visit(file);
    return { lines, branches };
}

function recordOf(path, { lines, branches }, countAt) {
    const text = [`SF:${path}`];
    const byLine = new Map();
    for (const { line, at } of lines)
        byLine.set(line, Math.max(byLine.get(line) ?? 0, countAt(at) ?? 0));
    branches.forEach(({ line, at, arms }, block) => {
        const reached = countAt(at) ?? 0;
        const first = countAt(arms[0].at) ?? 0;
        arms.forEach((arm, i) => {
            const count = arm.rest ? Math.max(0, reached - first) : countAt(arm.at) ?? countAt(arm.inside) ?? 0;
            text.push(`BRDA:${line},${block},${i},${reached > 0 ? count : '-'}`);
        });
    });
    for (const [line, count] of [...byLine].sort(([a], [b]) => a - b))
        text.push(`DA:${line},${count}`);
    text.push(`LF:${byLine.size}`, `LH:${[...byLine.values()].filter((count) => count > 0).length}`, 'end_of_record');
    return text.join('\n');
}

/** What V8 wrote for the process `pid`, by the address of the script. */
function countsIn(folder, pid) {
    const counts = new Map();
    let names = [];
    try {
        names = readdirSync(folder).filter((name) => name.startsWith(`coverage-${pid}-`));
    } catch {
        return counts; // it was killed before it wrote any
    }
    for (const name of names)
        for (const { url, functions } of JSON.parse(readFileSync(join(folder, name), 'utf8')).result)
            counts.set(url.replace(/[?#].*$/, ''), [...(counts.get(url.replace(/[?#].*$/, '')) ?? []), new Counts(functions)]);
    return counts;
}

/**
 * Reads the sources before judged code can change them. What is returned makes LCOV of the folder that V8 writes to;
 * `maps`: what TypeScript became, by path.
 */
export function prepared(npm, folder, tests, maps = new Map()) {
    const ts = required(npm, 'typescript');
    const sources = sourcesIn(folder, maps.size > 0 ? /\.[cm]?[jt]sx?$/ : /\.[cm]?jsx?$/).filter((path) => !tests.includes(path)).flatMap((path) => {
        try {
            const file = parsed(ts, join(folder, path), textOf(join(folder, path)).replace(/^\uFEFF/, ''));
            const generated = maps.get(path);
            return [{ path, points: pointsOf(ts, file), positions: generated ? new GeneratedText(file, generated) : new SameText() }];
        } catch (error) {
            if (error instanceof Unparsable || error instanceof RangeError)
                return [];
            throw error;
        }
    });
    return (written, pid) => {
        const counts = countsIn(written, pid);
        return sources.map(({ path, points, positions }) => {
            const runs = counts.get(pathToFileURL(join(folder, path)).href) ?? [];
            return recordOf(path, points, (at) => {
                const offset = at === undefined ? undefined : positions.offsetOf(at);
                return offset === undefined ? undefined : runs.reduce((sum, run) => sum + run.at(offset), 0);
            });
        }).join('\n') + '\n';
    };
}
