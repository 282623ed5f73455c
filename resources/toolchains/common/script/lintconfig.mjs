// ESLint's configuration for its analyser: what is wrong or most likely is, not how code is laid out.
import { required } from './npm.mjs';
import { programOf } from './program.mjs';

// ESLint takes "**/*" for no file at all
const everyFile = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `**/*.${ending}`);

/** How files are read: what is global, and what kind of module they are. */
export function languageOptions({ files, kindOf }) {
    const globals = Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']));
    const forCommonjs = Object.fromEntries(['exports', 'module', 'require', '__dirname', '__filename'].map((name) => [name, 'readonly']));
    const everything = { files: everyFile, languageOptions: { ecmaVersion: 'latest', sourceType: 'module', globals } };
    const commonjs = files.filter((file) => /js$/.test(file) && kindOf(file) === 'commonjs');
    return commonjs.length === 0 ? [everything]
        : [everything, { files: commonjs, languageOptions: { sourceType: 'commonjs', globals: { ...globals, ...forCommonjs } } }];
}

/** TypeScript's parser, with a program where rules ask for types. */
export function typescriptOptions({ npm, files }, withTypes) {
    const tseslint = required(npm, 'typescript-eslint');
    const ts = required(npm, 'typescript');
    const programs = withTypes ? { programs: [programOf(ts, npm, { language: 'typescript', files, honest: false }).program] } : {};
    return { files: everyFile, languageOptions: { parser: tseslint.parser, parserOptions: programs } };
}

const beyondRecommended = {
    'array-callback-return': 'error',
    'consistent-return': 'error',
    'default-case-last': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-await-in-loop': 'warn',
    'no-constructor-return': 'error',
    'no-eval': 'error',
    'no-extend-native': 'error',
    'no-implicit-globals': 'error',
    'no-implied-eval': 'error',
    'no-loop-func': 'error',
    'no-param-reassign': ['warn', { props: false }],
    'no-promise-executor-return': 'error',
    'no-return-assign': 'error',
    'no-self-compare': 'error',
    'no-shadow': 'warn',
    'no-template-curly-in-string': 'warn',
    'no-throw-literal': 'error',
    'no-unmodified-loop-condition': 'error',
    'no-unreachable-loop': 'error',
    'no-unused-expressions': 'error',
    'no-use-before-define': ['error', { functions: false, classes: false }],
    'no-useless-concat': 'warn',
    'no-useless-return': 'warn',
    'no-var': 'error',
    'prefer-const': 'error',
    'prefer-promise-reject-errors': 'error',
    radix: 'error',
    'require-atomic-updates': 'error',
};

// those that typescript-eslint has its own form of, or that the compiler makes needless
const replaced = ['array-callback-return', 'consistent-return', 'no-implied-eval', 'no-loop-func', 'no-shadow', 'no-throw-literal',
    'no-unused-expressions', 'no-use-before-define', 'prefer-promise-reject-errors'];

const beyondRecommendedTyped = {
    '@typescript-eslint/consistent-return': 'error',
    '@typescript-eslint/no-loop-func': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
    '@typescript-eslint/no-shadow': 'warn',
    '@typescript-eslint/no-unnecessary-condition': 'warn',
    '@typescript-eslint/no-use-before-define': ['error', { functions: false, classes: false, typedefs: false }],
    '@typescript-eslint/prefer-nullish-coalescing': 'warn',
    '@typescript-eslint/require-array-sort-compare': 'error',
    '@typescript-eslint/return-await': 'error',
    '@typescript-eslint/strict-boolean-expressions': ['warn', { allowString: true, allowNumber: false, allowNullableObject: true, allowNullableString: false }],
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
    // node's runner waits for its tests
    '@typescript-eslint/no-floating-promises': ['error', {
        allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it', 'suite', 'test'], package: 'node:test' }],
    }],
};

export default function configuration(about) {
    const js = required(about.npm, '@eslint/js', 'eslint');
    const plain = [js.configs.recommended, { rules: beyondRecommended }];
    if (about.language === 'javascript')
        return [...languageOptions(about), ...plain];
    const tseslint = required(about.npm, 'typescript-eslint');
    return [
        ...languageOptions(about), ...plain, ...tseslint.configs.recommendedTypeChecked, typescriptOptions(about, true),
        // the compiler knows names better, and the rules that it makes needless are for its files only by their names
        { rules: { 'no-undef': 'off', ...Object.fromEntries(replaced.map((rule) => [rule, 'off'])), ...beyondRecommendedTyped } },
    ];
}
