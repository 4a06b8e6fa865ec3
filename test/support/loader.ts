import { createLoader } from '../../src/loader.js';

/** For every document that a test file reads: each loader has a parser of its own to make ready. */
export const loader = createLoader();
