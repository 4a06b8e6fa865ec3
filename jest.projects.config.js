import shared from './jest.config.js';

/** `npm run test:projects`: what a newcomer does, from an empty folder to a passing test. */
export default {
  ...shared,
  globalSetup: '<rootDir>/test/projects/pack.js',
  testMatch: ['<rootDir>/test/projects/*.test.ts'],
  testPathIgnorePatterns: [],
};
