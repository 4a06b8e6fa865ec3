import shared from './jest.config.js';

/** `npm run test:packed`: what users install, and the command line and the golden files with it. */
export default {
  ...shared,
  globalSetup: '<rootDir>/test/packed/install.js',
  testMatch: ['<rootDir>/test/{cli,golden,packed}/**/*.test.ts'],
  testPathIgnorePatterns: [],
};
