// Driver of the actions "symbols" and "tokens" for languages that tree-sitter parses.
//
// node tree.mjs NPM DESCRIPTION symbols|tokens FILE
//
// prints {"symbols": [{"name", "signature", "definition", "body"}]} or {"tokens": [[text, line], …]} of the file,
// {"error": "line N: …"} where it can't be parsed, or {"missing": "tree-sitter"}. Lines count from 1; a body is what
// stands between the lines of its braces; [0, 0] where there is none, or it shares a line with them.
//
// DESCRIPTION is a file with what is to be known of the language; node types are the grammar's:
//   grammar     path of the grammar below NPM/node_modules
//   symbols     node type to how such a symbol is read (nothing in it is necessary):
//     name        fields that lead to its name: the first that a node has is followed, again and again
//     through     types of nodes on that way whose last named child is followed where none of the fields is there
//     via         types, one of which the way must lead through, or this is no symbol
//     bodied      true: it is a symbol only where it has a body
//     fixed       its name, where no node has it; "prefix": what is put before the name
//     body        the field with its body ("body")
//     hidden      true: a container that gives no part of the names in it
//   wrappers    types of nodes that belong to the definition of the one symbol right in them
//   opaque      types of nodes in which no symbols are looked for
//   qualifiers  tokens within a name that the separator stands for: "::"
//   unnamed     types of nodes that are left out of names (template arguments)
//   unsigned    types of nodes that are left out of signatures (annotations, lists of initialisers)
//   comments    types of nodes that are comments
//   atoms       types of nodes that are one token as they stand (texts)
//   raw         types of nodes without parts that may hold comments as C has them (definitions of macros)
import { readFileSync } from 'node:fs';

const [npm, description, action, file] = process.argv.slice(2);
const separator = '.';
const language = JSON.parse(readFileSync(description, 'utf8'));
const listed = (name) => new Set(language[name] ?? []);
const wrappers = listed('wrappers'), opaque = listed('opaque'), qualifiers = listed('qualifiers');
const unnamed = listed('unnamed'), unsigned = listed('unsigned'), comments = listed('comments'), atoms = listed('atoms');
const raw = listed('raw');
const source = readFileSync(file, 'utf8').replace(/^\ufeff/, '');

async function parse() {
    const modules = `${npm}/node_modules`;
    let parser;
    try {
        const { Parser, Language } = await import(`${modules}/web-tree-sitter/web-tree-sitter.js`);
        await Parser.init();
        parser = new Parser();
        parser.setLanguage(await Language.load(`${modules}/${language.grammar}`));
    } catch (error) {
        if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ENOENT')
            return undefined;
        throw error;
    }
    return parser.parse(source).rootNode;
}

const line = (node) => node.startPosition.row + 1;

/** The last line with something of the node in it: some nodes end with the line's end. */
function lastLine(node) {
    return node.endPosition.column === 0 && node.endPosition.row > node.startPosition.row
        ? node.endPosition.row : node.endPosition.row + 1;
}

/** The innermost first place that the parser did not understand; nothing: it understood all. */
function firstError(node) {
    if (!node.hasError)
        return undefined;
    for (const child of node.children) {
        if (child.isMissing)
            return `line ${line(child)}: ${child.type} is missing`;
        const inner = firstError(child);
        if (inner)
            return inner;
    }
    const text = node.text.split('\n')[0].trim().slice(0, 60);
    return `line ${line(node)}: ${text ? `'${text}' can't be parsed` : 'it can\'t be parsed'}`;
}

/** A text in C's syntax without its comments. */
function uncommented(text) {
    return text.replace(/("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\/\*[^]*?\*\/|\/\/.*/g, (_, kept) => kept ?? ' ');
}

/** Calls `take(text, line)` for every token of a node up to an offset, without comments and what `without` names. */
function eachToken(node, take, without = new Set(), end = Infinity) {
    if (comments.has(node.type) || without.has(node.type) || node.startIndex >= end)
        return;
    const { children } = node;
    if (!children.length || atoms.has(node.type)) {
        const written = raw.has(node.type) ? uncommented(node.text) : node.text;
        const text = written.trim() || (node.text.includes('\n') ? '\n' : '');
        if (text)
            take(text, line(node));
        return;
    }
    let at = node.startIndex;
    const between = (to) => { // what the grammar has no node for
        const text = source.slice(at, Math.min(to, end)).trim();
        if (text)
            take(text, line(node) + source.slice(node.startIndex, at).split('\n').length - 1);
    };
    for (const child of children) {
        between(child.startIndex);
        eachToken(child, take, without, end);
        at = Math.max(at, child.endIndex);
    }
    between(node.endIndex);
}

/** Tokens as a text: a space only where two of them would be one. */
function joined(tokens) {
    return tokens.reduce((text, token) =>
        text + (/[\w$]$/.test(text) && /^[\w$]/.test(token) ? ' ' : '') + token, '');
}

/** The name that a symbol's node gives; nothing: it is none. */
function nameOf(node, how) {
    if (how.fixed)
        return how.fixed;
    let at = node;
    let led = !how.via;
    for (;;) {
        led ||= how.via.includes(at.type);
        const next = (how.name ?? ['name']).map((field) => at.childForFieldName(field)).find(Boolean)
            ?? (how.through?.includes(at.type) ? at.lastNamedChild : undefined);
        if (!next || qualified(at))
            break;
        at = next;
    }
    led ||= qualified(at) && at.descendantsOfType(how.via).length > 0; // A::operator bool
    if (!led || at.id === node.id)
        return undefined;
    const tokens = [];
    eachToken(at, (token) => tokens.push(qualifiers.has(token) ? separator : token), unnamed);
    const name = joined(tokens).replace(/^\./, '');
    return name.startsWith('(') ? undefined : (how.prefix ?? '') + name; // a pointer to a function has brackets
}

/** Whether a node is a name of several parts, to be taken as a whole. */
function qualified(node) {
    return qualifiers.size > 0 && node.children.some((child) => !child.isNamed && qualifiers.has(child.type));
}

function bodyLines(body) {
    const parts = body?.children ?? [];
    if (parts.length < 2 || parts[0].type !== '{' || parts.at(-1).type !== '}')
        return [0, 0];
    const open = line(parts[0]), close = line(parts.at(-1));
    const inside = parts.slice(1, -1);
    const shares = inside.length > 0 && (line(inside[0]) === open || lastLine(inside.at(-1)) >= close);
    return open === close || shares ? [0, 0] : [open + 1, close - 1];
}

function symbolsIn(root) {
    const found = [];
    const walk = (node, whole, prefix) => {
        let inner = prefix;
        const how = language.symbols[node.type];
        const body = how && node.childForFieldName(how.body ?? 'body');
        const name = how && (body || !how.bodied) ? nameOf(node, how) : undefined;
        if (name && !how.hidden) {
            const signature = [];
            eachToken(whole, (token) => signature.push(token), unsigned, body?.startIndex);
            found.push({
                name: prefix + name, signature: signature.join(' ').replace(/ ;$/, ''),
                definition: [line(whole), lastLine(whole)], body: bodyLines(body),
            });
            inner = prefix + name + separator;
        }
        if (opaque.has(node.type))
            return;
        for (const child of node.namedChildren)
            walk(child, wrappers.has(node.type) ? whole : child, inner);
    };
    walk(root, root, '');
    return found;
}

function tokensIn(root) {
    const tokens = [];
    eachToken(root, (text, at) => tokens.push([text, at]));
    return tokens;
}

const root = await parse();
const error = root && firstError(root);
const answer = !root ? { missing: 'tree-sitter' }
    : error ? { error }
    : action === 'tokens' ? { tokens: tokensIn(root) } : { symbols: symbolsIn(root) };
process.stdout.write(JSON.stringify(answer));
