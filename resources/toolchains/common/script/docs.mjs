// Driver of the action "docs": the folder of npm and a file; prints what its functions, methods and classes are and
// what their doc comments say, as {"symbols": […]}, or {"error"} where it can't be parsed.
import { commentFor, strayCommentFor } from './doccomments.mjs';
import { required } from './npm.mjs';
import { problemsOf } from './docproblems.mjs';
import { answer, lineAt, parsedWhole } from './source.mjs';
import { symbolsIn } from './symbolsin.mjs';

const [npm, path] = process.argv.slice(2);
const ts = required(npm, 'typescript');
const { SyntaxKind } = ts;
const isTyped = /\.[cm]?tsx?$/.test(path);

/** The names that a module lets out, and whether it lets out any. */
function exportsOf(file) {
    const names = new Set();
    let isModule = false;
    const of = (name) => { isModule = true; names.add(name); };
    for (const node of file.statements) {
        if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause))
            node.exportClause.elements.forEach((one) => of((one.propertyName ?? one.name).text));
        if (ts.isExportAssignment(node) && ts.isIdentifier(node.expression))
            of(node.expression.text);
        if (ts.isExportAssignment(node))
            of('default');
        if (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((one) => one.kind === SyntaxKind.ExportKeyword))
            for (const name of ts.isVariableStatement(node) ? node.declarationList.declarations.map((one) => one.name.getText(file))
                : [node.name?.text ?? 'default'])
                of(name);
        if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression))
            continue;
        const { left, right } = node.expression;
        const target = left.getText(file).replace(/\s+/g, '');
        const member = /^(?:module\.)?exports\.(\w+)$/.exec(target);
        if (member)
            of(member[1]);
        if (member && ts.isIdentifier(right))
            of(right.text);
        if (target === 'module.exports') {
            of(target);
            if (ts.isIdentifier(right))
                of(right.text);
            if (ts.isObjectLiteralExpression(right))
                right.properties.forEach((one) => of((one.initializer && ts.isIdentifier(one.initializer) ? one.initializer : one.name)?.text));
        }
    }
    return { names, isModule };
}

function isPublic(symbol, { names, isModule }) {
    if (symbol.local || symbol.name.split('.').pop().startsWith('#'))
        return false;
    const flags = ts.getCombinedModifierFlags(symbol.node) | (symbol.whole.modifiers ? ts.getCombinedModifierFlags(symbol.whole) : 0);
    if (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected))
        return false;
    let top = symbol;
    while (top.owner)
        top = top.owner;
    return !isModule || names.has(top.name.split('.')[0]) || names.has(top.name);
}

/** Calls `visit` for what runs when the function does, with the tries with a catch that it stands in. */
function forEachOwn(node, visit, caught = false) {
    if (!node)
        return;
    visit(node, caught);
    ts.forEachChild(node, (child) => {
        if (ts.isFunctionLike(child) || ts.isClassLike(child))
            return;
        const within = ts.isTryStatement(node) && child === node.tryBlock && node.catchClause !== undefined;
        forEachOwn(child, visit, caught || within);
    });
}

function raisesOf(symbol, file) {
    const raised = [];
    if (!ts.isFunctionLike(symbol.node))
        return raised;
    forEachOwn(symbol.node.body, (node, caught) => {
        if (!ts.isThrowStatement(node) || caught)
            return;
        // what was caught and is thrown on has no name here
        const thrown = node.expression;
        if (ts.isNewExpression(thrown) || (ts.isCallExpression(thrown) && /(^|\.)[A-Z]\w*$/.test(thrown.expression.getText(file))))
            raised.push({ type: thrown.expression.getText(file), line: lineAt(file, node.getStart(file)) });
    });
    return raised;
}

const nothing = /^(void|undefined|never|(Promise|PromiseLike)<\s*(void|undefined|never)\s*>)$/;

/** Whether a value comes back that somebody could want to know of; "perhaps" where conventions differ. */
function returnsOf(symbol, file) {
    const { node } = symbol;
    if (!ts.isFunctionLike(node) || ts.isConstructorDeclaration(node) || ts.isSetAccessor(node))
        return false;
    if (ts.isGetAccessor(node))
        return 'perhaps';
    if (node.type)
        return nothing.test(node.type.getText(file)) ? 'no' : !/^asserts\b/.test(node.type.getText(file));
    if (node.asteriskToken)
        return true;
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body))
        return !ts.isVoidExpression(node.body);
    let returns = false;
    forEachOwn(node.body, (inner) => {
        const value = ts.isReturnStatement(inner) ? inner.expression : undefined;
        returns ||= value !== undefined && !ts.isVoidExpression(value) && value.getText(file) !== 'undefined';
    });
    return returns ? true : 'no';
}

function kindOf({ node, kind }) {
    return ts.isInterfaceDeclaration(node) ? 'interface' : kind;
}

/** The parameters; one that is taken apart has the name that the doc gives it, or none of its own. */
function parametersOf(symbol, file, documented) {
    if (!ts.isFunctionLike(symbol.node))
        return [];
    const nodes = symbol.node.parameters.filter((one) => one.name.getText(file) !== 'this');
    const named = new Set(nodes.map((one) => one.name.getText(file)));
    const top = documented.filter((one) => !one.name.includes('.'));
    return nodes.map((node, i) => ({
        name: ts.isIdentifier(node.name) ? node.name.text
            : top[i] && !named.has(top[i].name) ? top[i].name : `options${i || ''}`,
        line: lineAt(file, node.getStart(file)),
    }));
}

/** What a doc says, as far as it is about something that is counted. */
function weighed(doc, symbol, returns) {
    const says = { ...doc, parameters: doc.parameters.filter((one) => !one.name.includes('.')) };
    // that nothing comes back may be said, of a promise above all
    if (says.returns && returns === 'no' && (nothing.test(says.returns.type) || (!says.returns.type && isAsync(symbol))))
        says.returns = null;
    if (says.returns)
        says.returns = { line: says.returns.line, text: says.returns.text };
    return says;
}

function isAsync({ node }) {
    return node.type ? /^Promise/.test(node.type.getText()) : Boolean(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async);
}

function describe(symbol, file, exported) {
    const placed = commentFor(ts, file, symbol);
    const comment = placed ?? strayCommentFor(ts, file, symbol);
    const returns = returnsOf(symbol, file);
    const parameters = parametersOf(symbol, file, comment?.parameters ?? []);
    const silent = ts.isSetAccessor(symbol.node) && !comment?.parameters.length;
    const doc = comment && { ...weighed(comment, symbol, returns), placed: comment === placed };
    if (doc) {
        doc.problems = problemsOf({ ts, npm, file, symbol, comment, isTyped });
        doc.conventions = conventionsOf(comment, doc.problems);
    }
    return {
        name: symbol.name, kind: kindOf(symbol),
        line: lineAt(file, symbol.whole.getStart(file)), endLine: lineAt(file, symbol.whole.getEnd()),
        public: isPublic(symbol, exported),
        parameters: silent ? [] : parameters,
        returns: returns === 'perhaps' ? Boolean(doc?.returns) : returns === true,
        raises: raisesOf(symbol, file), doc: doc ? shown(doc) : null,
    };
}

/** JSDoc in JavaScript is where the types are said; TSDoc leaves them to the language. */
function conventionsOf(comment, problems) {
    if (!comment.isDoc || comment.hasSections)
        return [];
    const about = [...comment.parameters, ...(comment.returns ? [comment.returns] : [])];
    const typed = about.filter((one) => one.type).length;
    const fits = [];
    if (isTyped || typed === about.length)
        fits.push('jsdoc');
    if (typed === 0 && problems.every((one) => !one.code.startsWith('tsdoc-')) && comment.parameters.every((one) => one.hyphen))
        fits.push('tsdoc');
    return fits;
}

function shown({ line, endLine, text, placed, conventions, summary, parameters, returns, raises, problems }) {
    return {
        line, endLine, text, placed, conventions, summary,
        parameters: parameters.map((one) => ({ name: one.name, line: one.line, text: one.text })),
        returns, raises, problems,
    };
}

answer(() => {
    const file = parsedWhole(ts, path);
    const exported = exportsOf(file);
    return { symbols: symbolsIn(ts, file).map((symbol) => describe(symbol, file, exported)) };
});
