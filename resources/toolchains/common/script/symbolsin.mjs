// The functions, methods and classes that a file defines, by the names that scenarios use: f, Stack, Stack.push,
// Stack.#grow, outer.inner, table.entry.
import { forEachLeaf } from './source.mjs';

/**
 * A list of {name, kind, node, whole, owner, braces, local, overloads}: `node` is the function or class, `whole` what
 * it stands in with all that belongs to it, `owner` the symbol that it is a member of, `braces` the positions of
 * its body's braces, `local` whether it is seen in a function alone, `overloads` what else declares it.
 */
export function symbolsIn(ts, file) {
    const found = [];
    const { SyntaxKind } = ts;
    const isFunction = (node) => node && (ts.isFunctionExpression(node) || ts.isArrowFunction(node));

    function bracesOf(node) {
        const body = node.body;
        if (body && (ts.isBlock(body) || ts.isModuleBlock(body)))
            return { open: body.getStart(file), close: body.getEnd() - 1 };
        if (!ts.isClassLike(node) && !ts.isInterfaceDeclaration(node) && !ts.isEnumDeclaration(node))
            return undefined;
        const open = node.getChildren(file).find((child) => child.kind === SyntaxKind.OpenBraceToken);
        return { open: open.getStart(file), close: node.getEnd() - 1 };
    }

    /** A signature without a body belongs to the implementation that follows it. */
    function isOverload(node, siblings) {
        return !node.body && siblings.some((other) => other !== node && other.body && other.kind === node.kind
            && other.name?.getText(file) === node.name?.getText(file));
    }

    function add(name, kind, node, whole, owner, siblings = []) {
        const symbol = {
            name: owner ? `${owner.name}.${name}` : name, kind, node, whole, owner, braces: bracesOf(node),
            local: owner !== undefined && (owner.local || !/^(class|interface|namespace|object)$/.test(owner.kind)),
            overloads: siblings.filter((other) => other !== node && !other.body && other.kind === node.kind
                && other.name?.getText(file) === node.name?.getText(file)),
        };
        if (kind !== 'namespace' && kind !== 'object')
            found.push(symbol);
        if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node))
            members(node, symbol);
        else if (node.body && (ts.isBlock(node.body) || ts.isModuleBlock(node.body)))
            statements(node.body.statements, symbol);
    }

    function memberName(node) {
        if (ts.isConstructorDeclaration(node))
            return 'constructor';
        return node.name && !ts.isComputedPropertyName(node.name) ? node.name.text ?? node.name.getText(file) : undefined;
    }

    function members(type, owner) {
        for (const node of type.members) {
            const name = memberName(node);
            if (name === undefined || isOverload(node, type.members))
                continue;
            if (ts.isConstructorDeclaration(node))
                add(name, 'constructor', node, node, owner, type.members);
            else if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node) || ts.isAccessor(node))
                add(name, 'method', node, node, owner, type.members);
            else if (ts.isPropertyDeclaration(node))
                value(name, node.initializer, node, owner);
        }
    }

    /** What is defined by giving a function, a class, or an object with such in it, a name. */
    function value(name, node, whole, owner) {
        while (node && (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)))
            node = node.expression;
        if (isFunction(node)) {
            add(name, owner && /^(class|object)$/.test(owner.kind) ? 'method' : 'function', node, whole, owner);
        } else if (node && ts.isClassExpression(node)) {
            add(name, 'class', node, whole, owner);
        } else if (node && ts.isObjectLiteralExpression(node)) {
            const object = { name: owner ? `${owner.name}.${name}` : name, kind: 'object', owner, whole, local: owner?.local ?? false };
            for (const property of node.properties) {
                const key = memberName(property);
                if (key !== undefined && ts.isPropertyAssignment(property))
                    value(key, property.initializer, property, object);
                else if (key !== undefined && property.body)
                    add(key, 'method', property, property, object);
            }
        }
    }

    /** "f" of exports.f and module.exports.f, "Stack.push" of Stack.prototype.push; else what is written. */
    function assignedName(node) {
        return node.getText(file).replace(/\s+/g, '').replace(/^(module\.)?exports\./, '').replace(/\.prototype\./, '.');
    }

    function statement(node, owner, siblings) {
        if (ts.isFunctionDeclaration(node)) {
            if (!isOverload(node, siblings))
                add(node.name?.text ?? 'default', 'function', node, node, owner, siblings);
        } else if (ts.isClassDeclaration(node)) {
            add(node.name?.text ?? 'default', 'class', node, node, owner);
        } else if (ts.isInterfaceDeclaration(node)) {
            add(node.name.text, 'interface', node, node, owner);
        } else if (ts.isEnumDeclaration(node)) {
            add(node.name.text, 'enum', node, node, owner);
        } else if (ts.isModuleDeclaration(node)) {
            add(node.name.text, 'namespace', node, node, owner);
        } else if (ts.isVariableStatement(node)) {
            const list = node.declarationList.declarations;
            for (const item of list)
                if (ts.isIdentifier(item.name))
                    value(item.name.text, item.initializer, list.length === 1 ? node : item, owner);
        } else if (ts.isExportAssignment(node)) {
            value('default', node.expression, node, owner);
        } else if (ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression)
            && node.expression.operatorToken.kind === SyntaxKind.EqualsToken) {
            value(assignedName(node.expression.left), node.expression.right, node, owner);
        }
    }

    function statements(nodes, owner) {
        for (const node of nodes)
            statement(node, owner, nodes);
    }

    statements(file.statements, undefined);
    return found;
}

/** What stands before the body, in a form that its layout does not change. */
export function signatureOf(ts, file, name, node) {
    const { SyntaxKind } = ts;
    const left = new Set([SyntaxKind.ExportKeyword, SyntaxKind.DefaultKeyword, SyntaxKind.DeclareKeyword]);
    const end = node.body?.getStart(file) ?? (ts.isFunctionLike(node) ? node.getEnd()
        : node.getChildren(file).find((child) => child.kind === SyntaxKind.OpenBraceToken).getStart(file));
    const words = [];
    for (const child of node.getChildren(file)) {
        if (child.getStart(file) >= end)
            break;
        forEachLeaf(ts, child, file, (leaf) => {
            if (leaf.getStart(file) >= end || left.has(leaf.kind) || ts.findAncestor(leaf, ts.isDecorator))
                return;
            words.push(leaf.getText(file));
        });
    }
    if (words.at(-1) === ';')
        words.pop();
    const text = words.filter((word, i) => word !== ',' || !/^[)\]}>]$/.test(words[i + 1])).join(' ');
    const own = name.split('.').pop();
    return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isClassExpression(node) ? `${own} = ${text}` : text;
}
