/**
 * What a document may make the loader read. The tests share one file, since Jest makes the parser
 * ready anew for each.
 */
import { jest } from '@jest/globals';
import './loader-allow-ref.js';
import './loader-bombs.js';
import './loader-endless-data.js';
import './loader-frames.js';
import './loader-odd-answers.js';
import './loader-late-files.js';

jest.setTimeout(120_000);
