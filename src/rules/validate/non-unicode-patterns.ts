import { diagnostic } from '../../diagnostics/catalogue.js';
import { syntaxErrorOf, patternsOf } from '../patterns.js';
import type { DocumentRule } from '../rule.js';

/**
 * Finds patterns that are valid only without the flag `u`. `findInvalidPatterns` finds invalid ones.
 */
export const findNonUnicodePatterns: DocumentRule = ({ nodes, locate }) =>
  nodes
    .flatMap(({ schema }) => patternsOf(schema))
    .flatMap((pattern) => {
      const error = syntaxErrorOf(pattern, 'u');
      if (error === undefined || syntaxErrorOf(pattern, '') !== undefined) return [];
      return [
        diagnostic('PATTERN_NOT_UNICODE', {
          message: `With the flag "u", the pattern is not a regular expression: ${error}.`,
          help: 'Use a backslash only before characters with a special meaning: ^ $ \\ . * + ? ( ) [ ] { } | /',
          place: locate(pattern.origin),
        }),
      ];
    });
