import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const node = { process: 'readonly', console: 'readonly', URL: 'readonly' };

/** `as const` changes no type; any other assertion hides one. */
const assertions = [
  {
    selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
    message: 'Narrow with a guard; `as` stands in brand constructors only.',
  },
  { selector: 'TSTypeAssertion', message: 'Narrow with a guard.' },
];
/** More items than a stack holds are an exception, and a document may have as many. */
const spreadArguments = {
  selector:
    'CallExpression[callee.property.name=/^(push|unshift|splice|max|min)$/] > SpreadElement',
  message: 'Add one by one: the arguments of a call are limited.',
};
const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: the name is what readers search for.',
};

/** The same for whatever is ours: sources, templates' run time, tests, tools. */
const shared = {
  // Control characters are looked for in order to make them visible.
  'no-control-regex': 'off',
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-nested-ternary': 'error',
  'max-params': ['error', 3],
  complexity: ['error', 12],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
};

export default tseslint.config(
  { ignores: ['dist/', 'lib/', 'generated/', 'coverage/', '**/generated/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { files: ['**/*.js'], languageOptions: { globals: node }, rules: shared },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...shared,
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A guard may leave with `return report(…)`.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      // A string is spread by code points on purpose.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Modelina's options are classes that it takes literals for.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // A recursive type cannot be a Record of itself.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // Fields change while a function awaits, which the rule does not see.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true } },
      ],
      // An abort rejects with the reason of its signal, whatever that is.
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // They import this package by its name, for which the configuration of the root has paths.
    files: ['examples/{device,everest,sensor}/**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: ['tsconfig.json'] } },
    // `test` of Node returns a promise that only its runner awaits.
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
  {
    files: ['src/**/*.ts', 'templates/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', 50],
      'no-restricted-syntax': ['error', ...assertions, spreadArguments, defaultExport],
    },
  },
  {
    files: ['src/plan/code/code.ts'],
    rules: { 'no-restricted-syntax': ['error', spreadArguments, defaultExport] },
  },
  {
    // What JSON.parse gives is compared as a whole; a callback has the parameters its caller wants.
    files: ['bench/**/*.ts', 'test/**/*.ts'],
    rules: {
      'max-params': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
