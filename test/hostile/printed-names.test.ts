/**
 * What keys, names and references of a document become in code. The tests share one file, since Jest makes
 * parser, Modelina and compiler ready anew for each.
 */
import { jest } from '@jest/globals';
import './chains.js';
import './expressions.js';
import './file-names.js';
import './keys.js';
import './vendor-keywords.js';

jest.setTimeout(240_000);
