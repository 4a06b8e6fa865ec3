import shared from './jest.config.js';

/** `npm run test:hostile`: documents, brokers and moments that are meant to do harm, and large documents. */
export default {
  ...shared,
  testMatch: ['<rootDir>/test/{hostile,scale}/**/*.test.ts'],
  testPathIgnorePatterns: [],
};
