import { loadNative } from './load-native.js';

/** In place of the package `yaml`, which gets faster with use: what we import of it. */
export const {
  Composer,
  Document,
  Lexer,
  LineCounter,
  Parser,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parse,
  parseDocument,
  stringify,
  visit,
} = await loadNative('yaml');
