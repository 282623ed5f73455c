// Reads doc comments in C and C++: node docs.mjs NPM GRAMMAR FILE SOURCES…
//
// prints {"symbols": […]} as the action "docs" wants it, {"error"} where the file can't be parsed, or {"missing":
// "tree-sitter"}. A doc comment is what Doxygen takes for one (/** */, /*! */, ///, //!, and with < behind a declaration),
// and its structure is that of Doxygen's commands. What a function that is only declared in the file throws is looked up
// in the sources given.
import { readFileSync } from 'node:fs';

const [npm, grammar, file, ...sources] = process.argv.slice(2);

async function makeParser() {
    const modules = `${npm}/node_modules`;
    try {
        const { Parser, Language } = await import(`${modules}/web-tree-sitter/web-tree-sitter.js`);
        await Parser.init();
        const parser = new Parser();
        parser.setLanguage(await Language.load(`${modules}/${grammar}/${grammar}.wasm`));
        return parser;
    } catch (error) {
        if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}

const line = (node) => node.startPosition.row + 1;
const endLine = (node) => node.endPosition.row + (node.endPosition.column === 0 && node.endPosition.row > node.startPosition.row ? 0 : 1);
const RECORDS = new Map([['class_specifier', 'class'], ['struct_specifier', 'struct'], ['union_specifier', 'struct'], ['enum_specifier', 'enum']]);
const FUNCTIONS = new Set(['function_definition', 'declaration', 'field_declaration']);
const NAMES = new Set(['identifier', 'field_identifier', 'qualified_identifier', 'destructor_name', 'operator_name', 'template_function', 'type_identifier']);
const named = (text) => text.replace(/<[^<>]*>/g, '').replace(/\s+/g, '').replaceAll('::', '.');

// ---- what there is to document

/** The declarator of a function in a definition or declaration, and whether a pointer or reference is given back. */
function functionIn(node) {
    let at = node.childForFieldName('declarator'), indirect = false;
    while (at && ['pointer_declarator', 'reference_declarator', 'attributed_declarator'].includes(at.type)) {
        indirect ||= at.type !== 'attributed_declarator';
        at = at.childForFieldName('declarator') ?? at.namedChildren.find((child) => child.type.endsWith('declarator'));
    }
    if (at?.type === 'operator_cast')
        return { declarator: at.childForFieldName('declarator') ?? at, name: at, indirect: true };
    const name = at?.type === 'function_declarator' ? at.childForFieldName('declarator') : undefined;
    if (name && NAMES.has(name.type))
        return { declarator: at, name, indirect };
    return undefined;
}

function parametersOf(declarator) {
    const list = declarator.childForFieldName('parameters');
    const found = [];
    for (const parameter of list?.namedChildren ?? []) {
        let at = parameter.childForFieldName('declarator');
        while (at && at.type !== 'identifier')
            at = at.childForFieldName('declarator') ?? at.namedChildren.findLast((child) => /declarator$|^identifier$/.test(child.type));
        if (at)
            found.push({ name: at.text, line: line(at) });
    }
    return found;
}

const BASES = { 'std::logic_error': /^std::(invalid_argument|domain_error|length_error|out_of_range)$/,
    'std::runtime_error': /^std::(range_error|overflow_error|underflow_error|system_error|format_error|ios_base::failure)$/,
    'std::exception': /^std::/ };

function catches(clause, type) {
    const text = clause.childForFieldName('parameters')?.text ?? '';
    const body = clause.childForFieldName('body');
    if (body && body.descendantsOfType('throw_statement').some((node) => node.namedChildCount === 0))
        return false; // hands it on
    if (text.includes('...'))
        return true;
    const caught = text.replace(/^\(|\)$/g, '').replace(/\bconst\b|[&*]/g, ' ').trim().split(/\s+/)[0];
    return caught === type || Boolean(BASES[caught]?.test(type));
}

/** What a body throws itself and does not catch itself. */
function raisesOf(body) {
    const found = [];
    const walk = (node, handlers) => {
        if (['lambda_expression', 'function_definition', 'class_specifier', 'struct_specifier'].includes(node.type))
            return;
        if (node.type === 'throw_statement' && node.namedChildCount > 0) {
            const value = node.namedChildren.find((child) => child.type !== 'comment');
            const maker = value?.childForFieldName(value.type === 'call_expression' ? 'function' : 'type');
            const type = maker?.text.replace(/<[^]*>$/, '').replace(/\s+/g, '');
            if (type && !handlers.some((clause) => catches(clause, type)) && !found.some((raise) => raise.type === type))
                found.push({ type, line: line(node) });
        }
        const clauses = node.type === 'try_statement' ? node.namedChildren.filter((child) => child.type === 'catch_clause') : [];
        for (const child of node.namedChildren)
            walk(child, child.type === 'catch_clause' ? handlers : [...handlers, ...clauses]);
    };
    if (body)
        walk(body, []);
    return found;
}

function givesBack(node, { declarator, name, indirect }, kind) {
    if (kind === 'constructor' || name.type === 'destructor_name' || /(^|::)~\w+$/.test(name.text))
        return false;
    const type = declarator.namedChildren.find((child) => child.type === 'trailing_return_type')?.text.replace(/^->\s*/, '')
        ?? node.childForFieldName('type')?.text ?? '';
    if (indirect || (type !== 'void' && type !== 'auto' && type !== ''))
        return true;
    return type === 'auto' && (node.childForFieldName('body')?.descendantsOfType('return_statement') ?? [])
        .some((statement) => statement.namedChildCount > 0);
}

/** Calls take(symbol, node, whole) for each symbol; `whole` is the node with template and linkage. */
function eachSymbol(root, take) {
    const walk = (node, whole, scope) => {
        if (RECORDS.has(node.type) && node.childForFieldName('body')) {
            const own = node.childForFieldName('name')?.text ?? nameOfTypedef(node);
            const name = own && scope.prefix + named(own);
            if (name)
                take({ name, kind: RECORDS.get(node.type), public: scope.public, parameters: [], returns: false, raises: [] }, node, whole);
            const inner = { prefix: name ? `${name}.` : scope.prefix, record: own && named(own), public: node.type !== 'class_specifier', open: scope.public };
            for (const child of node.childForFieldName('body').namedChildren) {
                if (child.type === 'access_specifier')
                    inner.public = child.text.startsWith('public');
                walk(child, child, { ...inner, public: inner.public && inner.open });
            }
            return;
        }
        const found = FUNCTIONS.has(node.type) ? functionIn(node) : undefined;
        if (found) {
            const given = named(found.name.text.replace(/\(\s*\)[^]*$/, ''));
            const last = given.split('.').at(-1);
            const record = given.includes('.') ? given.split('.').at(-2) : scope.record;
            const constructed = record !== undefined && last === record && !node.childForFieldName('type');
            const kind = constructed ? 'constructor' : record !== undefined ? 'method' : 'function';
            const hidden = !scope.record && node.children.some((child) => child.type === 'storage_class_specifier' && child.text === 'static');
            take({ name: scope.prefix + given, kind, public: scope.public && !hidden, parameters: parametersOf(found.declarator),
                returns: givesBack(node, found, kind), raises: raisesOf(node.childForFieldName('body')) }, node, whole);
            return;
        }
        const inner = node.type === 'namespace_definition' && !node.childForFieldName('name') ? { ...scope, public: false } : scope;
        const wraps = ['template_declaration', 'linkage_specification', 'type_definition', 'declaration', 'field_declaration'].includes(node.type);
        if (node.type !== 'compound_statement' && node.type !== 'lambda_expression')
            for (const child of node.namedChildren)
                walk(child, wraps && child.type !== 'declaration_list' ? whole : child, inner);
    };
    for (const child of root.namedChildren)
        walk(child, child, { prefix: '', public: true });
}

function nameOfTypedef(node) {
    return node.parent?.type === 'type_definition' ? node.parent.childForFieldName('declarator')?.text : undefined;
}

// ---- comments

const isDoc = (text) => /^\/\*\*(?![*/])|^\/\*!|^\/\/\/(?!\/)|^\/\/!/.test(text);
const isBehind = (text) => /^(\/\*\*|\/\*!|\/\/\/|\/\/!)</.test(text);
const isOfSomethingElse = (text) => /[@\\](file|mainpage|page|defgroup|addtogroup|namespace|dir|def|example)\b|[@\\][{}]/.test(text);
const looksLikeDoc = (text) => /[@\\](param|returns?|throws?|exception|brief)\b/.test(text);

/** A comment, with the comments in lines of the same sort around it, as a list of nodes. */
function group(node, step) {
    const nodes = [node];
    const sort = node.text.slice(0, isDoc(node.text) ? 3 : 2);
    for (let next = node; node.text.startsWith('//');) {
        const to = next[step];
        if (to?.type !== 'comment' || !to.text.startsWith(sort) || (sort === '//' && isDoc(to.text)) || Math.abs(line(to) - line(next)) !== 1)
            break;
        nodes[step === 'nextSibling' ? 'push' : 'unshift'](to);
        next = to;
    }
    return nodes;
}

function before(whole) {
    let plain;
    for (let node = whole.previousSibling; node?.type === 'comment'; node = node.previousSibling) {
        if (isBehind(node.text))
            break;
        const nodes = group(node, 'previousSibling');
        if (isDoc(node.text))
            return isOfSomethingElse(nodes.map((one) => one.text).join('\n')) ? undefined : { nodes, placed: true };
        const previous = nodes[0].previousSibling;
        if (endLine(node) + 1 >= line(whole) && looksLikeDoc(nodes.map((one) => one.text).join('\n')) && !(previous?.type === 'comment' && isDoc(previous.text)))
            plain = { nodes, placed: false };
        node = nodes[0];
    }
    return plain;
}

function behind(whole) {
    let next = whole.nextSibling;
    if (next?.type === ';')
        next = next.nextSibling;
    if (next?.type === 'comment' && isBehind(next.text) && line(next) <= endLine(whole) + 1)
        return { nodes: group(next, 'nextSibling'), placed: true };
    return undefined;
}

/** A doc comment where the language's tools do not look: between head and body, or at the body's beginning. */
function within(node) {
    const body = node.childForFieldName('body');
    for (const child of [...node.children.slice(0, -1), ...(body?.type === 'compound_statement' ? body.children.slice(1, 2) : [])]) {
        const first = child.type === 'comment' ? child : undefined;
        if (first && (isDoc(first.text) || looksLikeDoc(first.text)))
            return { nodes: group(first, 'nextSibling'), placed: false };
    }
    return undefined;
}

/** The comment's lines without their markers: [{line, text}]. */
function linesOf(nodes) {
    return nodes.flatMap((node) => {
        const block = node.text.startsWith('/*');
        const inner = block ? node.text.replace(/^\/\*[*!]?<?/, '').replace(/\**\/$/, '') : node.text.replace(/^\/\/[/!]?<?/, '');
        return inner.split('\n').map((text, at) => ({ line: line(node) + at, text: (block && at > 0 ? text.replace(/^\s*\*+(?!\/)/, '') : text).trim() }));
    });
}

// ---- Doxygen's structure

const STARTS = /(?<=^|\s)[@\\](param|tparam|returns?|result|retval|throws?|exception|brief|short|details?|note|warning|pre|post|see|sa|since|deprecated|remarks?|author|version|todo|invariant|attention|par)\b/g;
const CLOSED = /(?<=^|\s)[@\\](code|verbatim|dot|msc|startuml|f\$|f\[)[^]*?[@\\](endcode|endverbatim|enddot|endmsc|enduml|f\$|f\])|```[^]*?```/g;

function docOf({ nodes, placed }, raises) {
    const lines = linesOf(nodes);
    while (lines.length > 1 && !lines[0].text)
        lines.shift();
    while (lines.length > 1 && !lines.at(-1).text)
        lines.pop();
    const text = lines.map((one) => one.text).join('\n');
    const lineAt = (offset) => lines[text.slice(0, offset).split('\n').length - 1].line;
    const plain = text.replace(CLOSED, (code) => code.replace(/[^\n]/g, ' '));
    const starts = [...plain.matchAll(STARTS)];
    const doc = { line: line(nodes[0]), endLine: endLine(nodes.at(-1)), text, placed, conventions: [], summary: '',
        parameters: [], returns: null, raises: [], problems: [] };
    let summary = plain.slice(0, starts[0]?.index ?? plain.length).trim();
    starts.forEach((start, at) => {
        const command = start[1], where = lineAt(start.index);
        let body = plain.slice(start.index + start[0].length, starts[at + 1]?.index ?? plain.length);
        const blank = body.search(/\S[^\n]*\n\s*\n/) < 0 ? -1 : body.search(/\n\s*\n/);
        if (blank >= 0)
            body = body.slice(0, blank);
        const take = (pattern) => {
            const found = pattern.exec(body);
            body = found ? body.slice(found[0].length) : body;
            return found?.[1] ?? '';
        };
        if (command === 'param') {
            take(/^\s*\[([^\]]*)\]/);
            for (const name of take(/^\s*([^\s]+)/).split(',').filter(Boolean))
                doc.parameters.push({ name: name.replace(/^\.\.\.$/, '...'), line: where, text: body.trim() });
        } else if (['return', 'returns', 'result', 'retval'].includes(command)) {
            if (command === 'retval')
                take(/^\s*(\S+)/);
            doc.returns ??= { line: where, text: body.trim() };
        } else if (['throw', 'throws', 'exception'].includes(command)) {
            const named = take(/^\s*([\w:]+)/).replace(/:+$/, '');
            const last = (type) => type.split('::').at(-1);
            const type = raises.find((raise) => raise.type === named || last(raise.type) === last(named))?.type ?? named;
            doc.raises.push({ type, line: where, text: body.trim() });
        } else if (['brief', 'short'].includes(command)) {
            summary = body.trim();
        } else if (!summary && /^details?$/.test(command)) {
            summary = body.trim();
        }
    });
    doc.summary = (/^[^]*?[.!?](?=\s|$)/.exec(summary.split(/\n\s*\n/)[0])?.[0] ?? summary.split(/\n\s*\n/)[0]).replace(/\s+/g, ' ').trim();
    if (/<(summary|param|returns|exception)\b/.test(text))
        doc.conventions.push('xml');
    else if (isDoc(nodes[0].text) && !/^(Args|Arguments|Parameters|Returns|Raises|Throws):\s*$/m.test(text) && !/^:(param|returns?|raises)\b/m.test(text))
        doc.conventions.push('doxygen');
    return doc;
}

// ---- all of it

/** What the definitions of functions in other files throw: name and number of parameters to types. */
function thrownElsewhere(parser, wanted) {
    const found = new Map();
    for (const path of sources) {
        const text = readFileSync(path, 'utf8');
        if (!text.includes('throw') || !wanted.some((name) => text.includes(name.split('.').at(-1))))
            continue;
        const tree = parser.parse(text);
        eachSymbol(tree.rootNode, (symbol, node) => {
            if (node.childForFieldName('body') && symbol.raises.length)
                found.set(`${symbol.name}/${symbol.parameters.length}`, symbol.raises);
        });
        tree.delete();
    }
    return found;
}

function firstError(node) {
    if (!node.hasError)
        return undefined;
    return node.isMissing || node.type === 'ERROR' ? node : node.children.map(firstError).find(Boolean) ?? node;
}

function documented(parser) {
    const root = parser.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')).rootNode;
    const symbols = [];
    eachSymbol(root, (symbol, node, whole) => {
        const comment = before(whole) ?? behind(whole) ?? within(node);
        symbols.push({ ...symbol, line: line(whole), endLine: endLine(whole), comment, declared: FUNCTIONS.has(node.type) && !node.childForFieldName('body') });
    });
    const declared = symbols.filter((symbol) => symbol.declared).map((symbol) => symbol.name);
    const elsewhere = declared.length && sources.length ? thrownElsewhere(parser, declared) : new Map();
    const broken = firstError(root);
    if (broken && !symbols.length)
        return { error: `line ${line(broken)}: it can't be parsed` };
    return { symbols: symbols.map(({ comment, declared: only, ...symbol }) => {
        const raises = only ? (elsewhere.get(`${symbol.name}/${symbol.parameters.length}`) ?? []).map(({ type }) => ({ type, line: symbol.line })) : symbol.raises;
        return { ...symbol, raises, doc: comment ? docOf(comment, raises) : null };
    }) };
}

const parser = await makeParser();
process.stdout.write(JSON.stringify(parser ? documented(parser) : { missing: 'tree-sitter' }));
