import shared from './jest.config.js';

/** `npm run test:hostile`: documents, brokers and moments that are meant to do harm, large documents, and random ones. */
export default {
  ...shared,
  testMatch: [
    '<rootDir>/test/{hostile,properties,random,scale}/**/*.test.ts',
    '<rootDir>/test/diff/client.test.ts',
  ],
  testPathIgnorePatterns: [],
};
