/**
 * What texts of a document become in code. The tests share one file, since Jest makes
 * parser, Modelina and compiler ready anew for each.
 */
import { jest } from '@jest/globals';
import './addresses.js';
import './comments.js';
import './free-text.js';
import './values.js';
import './regular-expressions.js';

jest.setTimeout(240_000);
