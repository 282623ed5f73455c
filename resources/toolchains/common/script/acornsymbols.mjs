// Driver of the action "symbols": prints {"symbols": [{"name", "signature", "definition", "body"}]} of the
// file named, {"error"} where it can't be parsed, or {"missing"} without its parser. Lines count from 1; a
// body is what stands between the lines of its braces; [0, 0] where it shares a line with them.
import { parser, readSource } from './modules.mjs';

const source = readSource(process.argv[2]);
const found = [];

function bodyOf(node) {
    const block = node.body;
    if (block.type !== 'BlockStatement' && block.type !== 'ClassBody')
        return [0, 0];
    const open = block.loc.start.line, close = block.loc.end.line;
    const inside = block.body;
    const shares = inside.length > 0
        && (inside[0].loc.start.line === open || inside[inside.length - 1].loc.end.line === close);
    return open === close || shares ? [0, 0] : [open + 1, close - 1];
}

/** What stands before the body, white space evened out. */
function signatureOf(name, node) {
    const head = source.slice(node.start, node.body.start).replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, ' ');
    const even = head.replace(/\s+/g, ' ').replace(/\s*([(),=>{}[\]])\s*/g, '$1').trim();
    return /^(async )?(function\*?|class) [\w$]/.test(even) || node.type === 'method' ? even : `${name}=${even}`;
}

function isFunction(node) {
    return node && /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function isClass(node) {
    return node && (node.type === 'ClassDeclaration' || node.type === 'ClassExpression');
}

/** A symbol `name` that is defined by `node` and stands, with all that belongs to it, in `whole`. */
function add(name, node, whole) {
    if (isFunction(node) || isClass(node)) {
        found.push({
            name, signature: signatureOf(name.split('.').pop(), node),
            definition: [whole.loc.start.line, whole.loc.end.line], body: bodyOf(node),
        });
        if (isFunction(node) && node.body.type === 'BlockStatement')
            walk(node.body.body, `${name}.`);
        if (isClass(node))
            members(node.body.body, `${name}.`);
    } else if (node && node.type === 'ObjectExpression') {
        for (const property of node.properties)
            if (property.type === 'Property' && !property.computed)
                add(`${name}.${property.key.name ?? property.key.value}`, property.value, property);
    }
}

function members(nodes, prefix) {
    for (const node of nodes) {
        if (node.computed || !node.key || !node.value)
            continue;
        const name = prefix + (node.key.type === 'PrivateIdentifier' ? '#' : '') + (node.key.name ?? node.key.value);
        if (node.type === 'MethodDefinition') {
            const head = { type: 'method', start: node.start, body: node.value.body };
            found.push({
                name, signature: signatureOf(name, head),
                definition: [node.loc.start.line, node.loc.end.line], body: bodyOf(node.value),
            });
            walk(node.value.body.body, `${name}.`);
        } else {
            add(name, node.value, node);
        }
    }
}

/** "f" of exports.f and module.exports.f, "Stack.push" of Stack.prototype.push; else what is written. */
function assignedName(node) {
    const text = source.slice(node.start, node.end).replace(/\s+/g, '');
    return text.replace(/^(module\.)?exports\./, '').replace(/\.prototype\./, '.');
}

function walk(nodes, prefix) {
    for (const whole of nodes) {
        const node = /^Export(Named|Default)Declaration$/.test(whole.type) && whole.declaration ? whole.declaration : whole;
        if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
            add(prefix + (node.id?.name ?? 'default'), node, whole);
        } else if (node.type === 'VariableDeclaration') {
            for (const item of node.declarations)
                if (item.id.type === 'Identifier')
                    add(prefix + item.id.name, item.init, node.declarations.length === 1 ? whole : item);
        } else if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') {
            add(prefix + assignedName(node.expression.left), node.expression.right, whole);
        } else if (whole.type === 'ExportDefaultDeclaration') {
            add(`${prefix}default`, node, whole);
        }
    }
}

function main() {
    const acorn = parser();
    if (!acorn)
        return { missing: 'acorn' };
    const options = { ecmaVersion: 'latest', locations: true, allowReturnOutsideFunction: true, allowHashBang: true };
    let failure;
    for (const sourceType of ['module', 'script']) {
        try {
            walk(acorn.parse(source, { ...options, sourceType }).body, '');
            return { symbols: found };
        } catch (error) {
            failure ??= error;
        }
    }
    return { error: String(failure.message) };
}

process.stdout.write(JSON.stringify(main()));
