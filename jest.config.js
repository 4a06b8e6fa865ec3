/** Tests run as native ES modules: several dependencies are published in no other form. */
export default {
  testEnvironment: 'node',
  // Jest would leave a core to itself.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // These need the packed package: see jest.packed.config.js.
  testPathIgnorePatterns: ['/test/packed/'],
  // A busy machine is no failure; what never ends still is one.
  testTimeout: 30_000,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
