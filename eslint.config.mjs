import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.{ts,tsx,mts}'];
const scripts = ['**/*.{js,mjs,cjs}'];
const tests = ['test/**'];
/** Where the clock and the dice come into the house. */
const compositionRoots = [
  'main.ts',
  'installation.ts',
  'process.ts',
  'bin/**',
  'bot/main.ts',
  'web/main.ts',
  'scripts/**',
  'test/**',
];

const clockAndDice = [
  {
    selector: ":matches(NewExpression, CallExpression)[callee.name='Date'][arguments.length=0]",
    message: 'The time comes in as World.now or an injected clock.',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'The time comes in as World.now or an injected clock.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Chance comes in as World.seed or an injected source.',
  },
];

/** Browser globals that our types know and Node does not: a forgotten variable would compile. */
const browserGlobals = ['name', 'event', 'status', 'length', 'parent', 'top', 'self', 'location'];

const size = ({ lines, functionLines, complexity }) => ({
  'max-lines': ['error', lines],
  'max-lines-per-function': [
    'error',
    { max: functionLines, skipBlankLines: true, skipComments: true },
  ],
  // a switch over a union counts once: its branches are one decision each, seen at a glance
  complexity: ['error', { max: complexity, variant: 'modified' }],
});

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'coverage/', '.cache/', 'test-output/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      'max-params': ['error', 4],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
      'no-restricted-syntax': ['error', ...clockAndDice],
      // the full-width space is an ordinary character of our texts
      'no-irregular-whitespace': [
        'error',
        { skipStrings: true, skipTemplates: true, skipRegExps: true, skipComments: true },
      ],
      ...size({ lines: 300, functionLines: 50, complexity: 8 }),
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-restricted-globals': ['error', ...browserGlobals],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/strict-boolean-expressions': ['error', { allowNumber: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true } },
      ],
      // `type` and `interface` differ where a value must fit Record<string, unknown>: the writer chooses
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // TypeORM's EntitySchemaOptions is a class that everybody writes as an object literal
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // [...text] are the characters of a Chinese text
      '@typescript-eslint/no-misused-spread': [
        'error',
        { allow: [{ from: 'lib', name: 'string' }, 'string'] },
      ],
      // an async function without await is how a value meets an interface of promises
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.tsx'],
    rules: size({ lines: 300, functionLines: 90, complexity: 12 }),
  },
  // a migration is frozen data: it is never read in one go and never changes
  { files: compositionRoots, rules: { 'no-restricted-syntax': 'off' } },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
  {
    files: tests,
    rules: {
      'max-lines': ['error', 500],
      'max-lines-per-function': 'off',
      'no-restricted-globals': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // expect.objectContaining and its kin are `any`
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: [
      'ormconfig.ts',
      '*.config.{ts,mjs}',
      '.dependency-cruiser.cjs',
      'test/support/mariadb.ts',
    ],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    files: scripts,
    // tsc looks at these: it knows the names
    rules: { 'no-undef': 'off' },
  },
);
