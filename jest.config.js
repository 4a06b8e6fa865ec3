/** Tests run as native ES modules: several dependencies are published in no other form. */
export default {
  testEnvironment: 'node',
  // Jest would leave a core to itself.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Suites of their own: `npm run test:hostile`, `npm run test:packed` and `npm run test:projects`. The packed suite has
  // all tests of the command line; the slow ones among them run only there.
  testPathIgnorePatterns: [
    '/test/(?:hostile|properties|random|scale|packed|projects)/',
    '/test/cli/(?:account|fit-project|mock-everest|progress|terminal|threads|unknown-enums|update)\\.test\\.ts$',
    '/test/cli/widths/',
    '/test/diff/client\\.test\\.ts$',
  ],
  // A busy machine is no failure; what never ends still is one.
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/support/skipped-reporter.js'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^prettier$': '<rootDir>/test/support/native/prettier.js',
    '^prettier/standalone$': '<rootDir>/test/support/native/prettier-standalone.js',
    '^prettier/plugins/babel$': '<rootDir>/test/support/native/prettier-babel.js',
    '^prettier/plugins/estree$': '<rootDir>/test/support/native/prettier-estree.js',
    '^yaml$': '<rootDir>/test/support/native/yaml.js',
    '^typescript$': '<rootDir>/test/support/native/typescript.js',
    '^typescript-eslint$': '<rootDir>/test/support/native/typescript-eslint.js',
    '^eslint$': '<rootDir>/test/support/native/eslint.js',
    '^@asyncapi/parser$': '<rootDir>/test/support/native/asyncapi-parser.js',
    '^@stoplight/spectral-core$': '<rootDir>/test/support/native/spectral-core.js',
    '^@stoplight/spectral-ref-resolver$': '<rootDir>/test/support/native/spectral-ref-resolver.js',
    '^@asyncapi/modelina$': '<rootDir>/test/support/native/modelina.js',
    // What is generated for tests runs on the runtime as it stands, not as it was built.
    '^asyncapi-bindgen/runtime$': '<rootDir>/templates/runtime/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
