// For docs.py: prints what tree-sitter finds of the declarations of a C# file and the comments around them.
//
// node doctree.mjs NPM FILE
//
// prints {"symbols": […]} with comments as they stand ({"line", "text"} each) in "before", which the compiler takes for
// the symbol's, and "inside", which stand where it does not; {"error"}, or {"missing"} where tree-sitter is not installed.
import { readFileSync } from 'node:fs';

const [npm, file] = process.argv.slice(2);
const source = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
const kinds = {
    class_declaration: 'class', record_declaration: 'class', struct_declaration: 'struct', interface_declaration: 'interface',
    enum_declaration: 'enum', method_declaration: 'method', constructor_declaration: 'constructor', delegate_declaration: 'function',
    property_declaration: 'property',
};
const functions = new Set(['lambda_expression', 'anonymous_method_expression', 'local_function_statement']);

async function parse() {
    try {
        const { Parser, Language } = await import(`${npm}/node_modules/web-tree-sitter/web-tree-sitter.js`);
        await Parser.init();
        const parser = new Parser();
        parser.setLanguage(await Language.load(`${npm}/node_modules/tree-sitter-c-sharp/tree-sitter-c_sharp.wasm`));
        return parser.parse(source).rootNode;
    } catch (error) {
        if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}

const line = (node) => node.startPosition.row + 1;
const comment = (node) => ({ line: line(node), text: node.text });
const modifiers = (node) => node.children.filter((child) => child.type === 'modifier').map((child) => child.text);

/** The last part of a type's name: ArgumentException. */
function plainType(node) {
    return node.text.replace(/<[^]*$/, '').replace(/^.*[.:]/s, '').trim();
}

/** The comments right before a node, up to what else stands there. */
function commentsBefore(node) {
    const found = [];
    for (let at = node.previousSibling; at?.type === 'comment'; at = at.previousSibling)
        if (!at.previousSibling || at.previousSibling.endPosition.row < at.startPosition.row
            || ['comment', '{'].includes(at.previousSibling.type))
            found.unshift(comment(at));
    return found;
}

/** Comments between the parts of the head, and at the body's beginning. */
function commentsInside(node) {
    const body = node.childForFieldName('body');
    const found = node.children.filter((child) => child.type === 'comment' && (!body || child.startIndex < body.startIndex));
    for (const child of body?.type === 'block' ? body.children.slice(1) : []) {
        if (child.type !== 'comment')
            break;
        found.push(child);
    }
    return found.map(comment);
}

/** What `throw new X` within a node leaves it with. */
function raisedIn(node, caught = []) {
    if (functions.has(node.type))
        return [];
    if (node.type === 'try_statement') {
        const around = node.namedChildren.filter((child) => child.type === 'catch_clause'
            && !child.namedChildren.some((part) => part.type === 'catch_filter_clause')).map((child) => {
            const type = child.namedChildren.find((part) => part.type === 'catch_declaration')?.childForFieldName('type');
            return type ? plainType(type) : 'Exception';
        });
        const body = node.childForFieldName('body');
        return node.namedChildren.flatMap((child) => raisedIn(child, child.id === body?.id ? [...caught, ...around] : caught));
    }
    const found = [];
    if (node.type === 'throw_statement' || node.type === 'throw_expression') {
        const made = node.namedChildren.find((child) => child.type === 'object_creation_expression')?.childForFieldName('type');
        if (made && !caught.some((type) => type === 'Exception' || type === plainType(made)
            || type === 'ArgumentException' && /^Argument(Null|OutOfRange)Exception$/.test(plainType(made))))
            found.push({ type: plainType(made), line: line(node) });
    }
    return [...found, ...node.namedChildren.flatMap((child) => raisedIn(child, caught))];
}

function parametersOf(node) {
    const list = node.childForFieldName('parameters')
        ?? node.children.find((child) => child.type === 'parameter_list');
    // the last one, where it is `params`, stands bare in the list: a type, then its name
    return (list?.namedChildren ?? []).flatMap((child, i, all) => {
        if (child.type === 'parameter') {
            const name = child.childForFieldName('name');
            return name ? [{ name: name.text.replace(/^@/, ''), line: line(name) }] : [];
        }
        const bare = child.type === 'identifier' && list.childForFieldName('name')?.id === child.id;
        return bare ? [{ name: child.text.replace(/^@/, ''), line: line(child) }] : [];
    });
}

function returns(node) {
    const type = node.childForFieldName('returns') ?? (node.type === 'delegate_declaration' ? node.childForFieldName('type') : undefined);
    const none = !type || type.text === 'void' || modifiers(node).includes('async') && /^(\w+\.)*(Value)?Task$/.test(type.text);
    return !none;
}

function symbolsIn(root) {
    const found = [];
    const walk = (node, prefix, shown, inInterface) => {
        const kind = kinds[node.type];
        if (!kind) {
            for (const child of functions.has(node.type) || node.type === 'block' ? [] : node.namedChildren)
                walk(child, prefix, shown, inInterface);
            return;
        }
        const name = prefix + node.childForFieldName('name').text.replace(/^@/, '');
        const words = modifiers(node);
        const isPublic = shown && (words.includes('public') || words.includes('protected') || inInterface && !words.includes('private'));
        const body = node.childForFieldName('body') ?? node.childForFieldName('accessors');
        const callable = ['method', 'constructor', 'function', 'property'].includes(kind);
        found.push({
            name, kind, line: line(node), endLine: node.endPosition.row + 1, public: isPublic,
            parameters: parametersOf(node), returns: callable && returns(node),
            raises: callable && body ? raisedIn(body) : [], before: commentsBefore(node), inside: callable ? commentsInside(node) : [],
        });
        if (!callable && body)
            for (const child of body.namedChildren)
                walk(child, name + '.', isPublic, kind === 'interface');
    };
    walk(root, '', true, false);
    return found;
}

function firstError(node) {
    if (!node.hasError)
        return undefined;
    if (node.isError || node.isMissing)
        return `line ${line(node)}: it can't be parsed`;
    for (const child of node.children) {
        const inner = firstError(child);
        if (inner)
            return inner;
    }
    return `line ${line(node)}: it can't be parsed`;
}

const root = await parse();
const error = root && firstError(root);
process.stdout.write(JSON.stringify(!root ? { missing: 'tree-sitter' } : error ? { error } : { symbols: symbolsIn(root) }));
