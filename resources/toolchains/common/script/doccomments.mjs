// Doc comments as TypeScript's parser of JSDoc reads them, and comments that were meant to be such but stand where,
// or look as, no tool takes them for one.
import { lineAt } from './source.mjs';

const wordsOf = (text) => text.replace(/\s+/g, ' ').trim();

function textOf(ts, comment) {
    return wordsOf(typeof comment === 'string' ? comment : (comment ?? []).map((part) => part.getText()).join(''));
}

/** A comment without its markers. */
function withoutMarkers(raw) {
    return raw.replace(/^\/\*+/, '').replace(/\*+\/$/, '').split('\n').map((line) => line.replace(/^\s*(\*+|\/\/+)? ?/, '')).join('\n').trim();
}

/** The first sentence; what stands before the first blank line or tag if it has no end. */
function summaryOf(text) {
    const paragraph = text.split(/\n\s*\n|^\s*@/m)[0];
    return wordsOf(/^[^]*?[.!?](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph);
}

/** Sections of other conventions: Google's "Args:", NumPy's underlined heads, ":param x:". */
function hasForeignSections(text) {
    return /^\s*(Args|Arguments|Params|Parameters|Returns?|Raises|Throws|Yields)\s*:\s*$/mi.test(text)
        || /^\s*(Parameters|Returns|Raises)\s*\n\s*-{3,}\s*$/m.test(text) || /^\s*:(param|returns?|raises|type|rtype)\b[^\n]*:/m.test(text)
        || /^\s*[\\](param|returns?|throws)\b/m.test(text);
}

/** "{RangeError} if …", "{@link RangeError} if …", "RangeError if …": the type and what is said of it. */
function thrownIn(file, tag) {
    // the parser takes {@link X} for a type, and loses it
    const [raw] = /^@[^]*?(?=\n\s*\*?\s*@\w|\*\/)/.exec(file.text.slice(tag.getStart(file)));
    const text = wordsOf(withoutMarkers(`/**${raw}`)).replace(/^@\w+\s*/, '');
    const found = /^(?:\{@link\s+([\w.$]+)[^}]*\}|\{([^}]*)\}|`?([A-Z][\w$]*(?:\.[A-Z][\w$]*)*)`?(?=[\s,.:;-]|$))\s*/.exec(text);
    const type = found?.[1] ?? found?.[2]?.trim() ?? found?.[3] ?? '';
    return { type, text: text.slice(found?.[0].length ?? 0).replace(/^-+\s*/, '') };
}

function read(ts, file, node) {
    const { pos, end } = node;
    const raw = file.text.slice(pos, end);
    const text = withoutMarkers(raw);
    const comment = {
        pos, end, raw, text, isDoc: true, line: lineAt(file, pos), endLine: lineAt(file, end),
        summary: summaryOf(text), hasSections: hasForeignSections(text), parameters: [], returns: null, raises: [],
    };
    for (const tag of node.tags ?? []) {
        const line = lineAt(file, tag.getStart(file));
        const says = textOf(ts, tag.comment);
        const type = tag.typeExpression?.getText(file).replace(/^\{\s*|\s*\}$/g, '') ?? '';
        const name = tag.tagName.text;
        if (ts.isJSDocParameterTag(tag)) {
            comment.parameters.push({ name: tag.name.getText(file), line, type, text: says.replace(/^-+\s*/, ''), hyphen: /^-/.test(says) });
            for (const inner of tag.typeExpression?.type?.jsDocPropertyTags ?? [])
                comment.parameters.push({ name: inner.name.getText(file), line: lineAt(file, inner.getStart(file)), type: 'inner', text: textOf(ts, inner.comment), hyphen: true });
        } else if (ts.isJSDocReturnTag(tag) || /^yields?$/.test(name)) {
            comment.returns ??= { line, type, text: says.replace(/^(\{[^}]*\}\s*)?(-+\s*)?/, '') };
        } else if (ts.isJSDocThrowsTag?.(tag) || /^(throws|exception)$/.test(name)) {
            comment.raises.push({ ...thrownIn(file, tag), line });
        }
    }
    return comment;
}

/** Where the comments for a symbol are found: the parser hangs them on different nodes. */
function* carriers(ts, symbol) {
    yield* [symbol.whole, symbol.node];
    if (ts.isVariableStatement(symbol.whole))
        yield* symbol.whole.declarationList.declarations;
    if (ts.isExpressionStatement(symbol.whole))
        yield symbol.whole.expression;
    yield* symbol.overloads;
}

/** The doc comment that tools take for the symbol's; undefined: there is none. */
export function commentFor(ts, file, symbol) {
    for (const node of carriers(ts, symbol)) {
        const last = node.jsDoc?.at(-1);
        // a comment at the top of a file that is cut off from what follows is the file's
        if (last && !isOfTheFile(last))
            return read(ts, file, last);
    }
    return undefined;
}

function isOfTheFile(node) {
    return (node.tags ?? []).some((tag) => /^(fileoverview|file|packageDocumentation|module|license)$/.test(tag.tagName.text));
}

const looksLikeTags = /(^|\n)\s*(\/\/+|\*+)?\s*@(param|returns?|throws|arg|argument)\b/;

/** Reads what is no doc comment as if it were one: it is put in a file of its own, at the same position. */
function readPlain(ts, file, pos, end) {
    const inner = withoutMarkers(file.text.slice(pos, end)).split('\n').map((line) => ` * ${line}`).join('\n').replace(/\*\//g, '* /');
    const copy = ts.createSourceFile('copy.ts', `/**\n${inner}\n */\nfunction f() {}`, ts.ScriptTarget.ESNext, true);
    const comment = read(ts, copy, copy.statements[0].jsDoc.at(-1));
    const first = lineAt(file, pos);
    const moved = (line) => Math.min(Math.max(first + line - 2, first), lineAt(file, end));
    for (const one of [...comment.parameters, ...comment.raises, ...(comment.returns ? [comment.returns] : [])])
        one.line = moved(one.line);
    return { ...comment, isDoc: false, pos, end, raw: file.text.slice(pos, end), line: first, endLine: lineAt(file, end) };
}

/** A comment that was meant to document the symbol, where no tool looks for it or in a form that none reads. */
export function strayCommentFor(ts, file, symbol) {
    const before = ts.getLeadingCommentRanges(file.text, symbol.whole.getFullStart()) ?? [];
    const after = symbol.braces ? ts.getLeadingCommentRanges(file.text, symbol.braces.open + 1) ?? [] : [];
    const trailing = symbol.braces ? ts.getTrailingCommentRanges(file.text, symbol.braces.open + 1) ?? [] : [];
    const isDoc = ({ pos }) => file.text.startsWith('/**', pos) && !file.text.startsWith('/**/', pos);
    const inside = [...trailing, ...after].find((range) => isDoc(range) && !belongsToInner(ts, file, symbol, range));
    if (inside && !ts.isClassLike(symbol.node) && !ts.isInterfaceDeclaration(symbol.node))
        return { ...readPlain(ts, file, inside.pos, inside.end), isDoc: true };
    // between decorators or modifiers and the name
    const head = (symbol.node.name ?? symbol.node).getStart(file);
    const between = /\/\*\*(?!\/)[^]*?\*\//.exec(file.text.slice(symbol.whole.getStart(file), Math.max(head, symbol.whole.getStart(file))));
    if (between) {
        const pos = symbol.whole.getStart(file) + between.index;
        return { ...readPlain(ts, file, pos, pos + between[0].length), isDoc: true };
    }
    const run = lastRun(file, before);
    return run && looksLikeTags.test(file.text.slice(run.pos, run.end)) ? readPlain(ts, file, run.pos, run.end) : undefined;
}

/** The comment in front, or the lines of comments that belong together. */
function lastRun(file, ranges) {
    const last = ranges.at(-1);
    if (!last)
        return undefined;
    let { pos } = last;
    for (let i = ranges.length - 2; i >= 0 && file.text.startsWith('//', ranges[i].pos) && file.text.startsWith('//', last.pos)
        && !/\n\s*\n/.test(file.text.slice(ranges[i].end, pos)); --i)
        ({ pos } = ranges[i]);
    return { pos, end: last.end };
}

/** Whether a doc comment at a body's beginning is that of something which is defined there. */
function belongsToInner(ts, file, symbol, range) {
    const [first] = symbol.node.body?.statements ?? [];
    return first !== undefined && first.jsDoc?.some((doc) => doc.pos === range.pos) === true
        && (ts.isFunctionDeclaration(first) || ts.isClassDeclaration(first)
            || (ts.isVariableStatement(first) && !looksLikeTags.test(file.text.slice(range.pos, range.end))));
}
