// ESLint's configuration for the analyser of doc comments: eslint-plugin-jsdoc, and for TypeScript what TSDoc's own
// parser finds besides.
import { languageOptions, typescriptOptions } from './lintconfig.mjs';
import { required } from './npm.mjs';

/** A rule that gives on what TSDoc's parser says. */
function tsdocSyntax(npm) {
    const { TextRange, TSDocConfiguration, TSDocParser } = required(npm, '@microsoft/tsdoc', 'tsdoc');
    return {
        meta: { type: 'problem', schema: [], messages: { said: '{{id}}: {{text}}' } },
        create: ({ sourceCode, report }) => ({
            Program() {
                for (const { type, value, range } of sourceCode.getAllComments()) {
                    if (type !== 'Block' || !value.startsWith('*'))
                        continue;
                    const said = new TSDocParser(new TSDocConfiguration()).parseRange(TextRange.fromStringRange(sourceCode.text, ...range));
                    for (const { messageId, unformattedText, textRange } of said.log.messages)
                        report({
                            loc: { start: sourceCode.getLocFromIndex(textRange.pos), end: sourceCode.getLocFromIndex(textRange.end) },
                            messageId: 'said', data: { id: messageId, text: unformattedText },
                        });
                }
            },
        }),
    };
}

export default function configuration(about) {
    const plugin = required(about.npm, 'eslint-plugin-jsdoc');
    const jsdoc = plugin.default ?? plugin;
    const rules = { 'jsdoc/require-throws': 'error', 'jsdoc/require-description': 'warn' };
    if (about.language === 'javascript')
        return [...languageOptions(about), jsdoc.configs['flat/recommended-error'], { rules }];
    return [
        ...languageOptions(about), typescriptOptions(about, false), jsdoc.configs['flat/recommended-tsdoc-error'],
        { plugins: { tsdoc: { rules: { syntax: tsdocSyntax(about.npm) } } }, rules: { ...rules, 'tsdoc/syntax': 'error' } },
    ];
}
