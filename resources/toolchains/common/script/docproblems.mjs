// What the parsers of the conventions find malformed in a doc comment: TSDoc's own for TypeScript; for JavaScript
// comment-parser and jsdoc-type-pratt-parser, which eslint-plugin-jsdoc stands on.
import { required } from './npm.mjs';
import { lineAt } from './source.mjs';

let tsdoc, jsdoc;

function problemsOfTsdoc({ npm, file, comment }) {
    tsdoc ??= required(npm, '@microsoft/tsdoc', 'tsdoc');
    const configuration = new tsdoc.TSDocConfiguration();
    // TypeScript's own tag, which TSDoc lacks
    configuration.addTagDefinition(new tsdoc.TSDocTagDefinition({ tagName: '@template', syntaxKind: tsdoc.TSDocTagSyntaxKind.BlockTag, allowMultiple: true }));
    const { log } = new tsdoc.TSDocParser(configuration).parseString(comment.raw);
    return log.messages.map(({ messageId, unformattedText, textRange }) => {
        const at = file.getLineAndCharacterOfPosition(comment.pos + textRange.pos);
        return { line: at.line + 1, column: at.character + 1, code: messageId, message: unformattedText };
    });
}

function problemsOfJsdoc({ npm, comment }) {
    jsdoc ??= {
        comments: required(npm, 'comment-parser', 'eslint-plugin-jsdoc'),
        types: required(npm, 'jsdoc-type-pratt-parser', 'eslint-plugin-jsdoc'),
        names: required(npm, 'eslint-plugin-jsdoc/dist/tagNames.cjs', 'eslint-plugin-jsdoc').typeScriptTags,
    };
    const known = new Set(Object.entries(jsdoc.names).flatMap(([name, others]) => [name, ...others]));
    const problems = [];
    const add = (line, code, message) => problems.push({ line: comment.line + line, column: 0, code, message });
    for (const block of jsdoc.comments.parse(comment.raw)) {
        for (const { line, code, message } of block.problems)
            add(line, code, message);
        for (const tag of block.tags) {
            const { line } = tag.problems[0] ?? { line: tag.source[0].number };
            for (const { code, message } of tag.problems)
                add(line, code, message);
            if (!known.has(tag.tag) && !/^(returns?|arg|argument|yields?|exception)$/.test(tag.tag))
                add(line, 'unknown-tag', `@${tag.tag} is no tag of JSDoc`);
            if (tag.type && /^(param|returns?|throws|type|property|typedef|arg|argument|yields?)$/.test(tag.tag)) {
                try {
                    jsdoc.types.parse(tag.type, 'typescript');
                } catch (error) {
                    add(line, 'bad-type', `{${tag.type}} is no type: ${error.message.split('\n')[0]}`);
                }
            }
        }
    }
    return problems.filter((one, i) => problems.findIndex((other) => other.line === one.line && other.code === one.code) === i);
}

/** Parts of a parameter that are documented, `options.depth`, though it is taken apart and has none such. */
function unknownParts({ ts, file, symbol, comment }) {
    const patterns = (symbol.node.parameters ?? []).map((one) => one.name).filter(ts.isObjectBindingPattern);
    if (patterns.length !== 1 || patterns[0].elements.some((one) => one.dotDotDotToken))
        return [];
    const names = new Set(patterns[0].elements.map((one) => (one.propertyName ?? one.name).getText(file)));
    return comment.parameters.filter((one) => /^[^.]+\.[^.]+$/.test(one.name) && !names.has(one.name.split('.')[1]))
        .filter((one) => !symbol.node.parameters.some((other) => other.name.getText(file) === one.name.split('.')[0]))
        .map((one) => ({ line: one.line, column: 0, code: 'unknown-part', message: `there is no ${one.name}` }));
}

export function problemsOf(about) {
    const { comment, isTyped } = about;
    if (!comment.isDoc)
        return [{ line: comment.line, column: 0, code: 'no-doc-comment', message: 'a doc comment begins with /**' }];
    return [...(isTyped ? problemsOfTsdoc(about) : problemsOfJsdoc(about)), ...unknownParts(about)]
        .map((one) => ({ ...one, line: Math.min(Math.max(one.line, comment.line), lineAt(about.file, comment.end)) }));
}
