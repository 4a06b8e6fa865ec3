import { diagnostic } from '../../diagnostics/catalogue.js';
import { complaintAbout, patternsOf } from '../patterns.js';
import type { DocumentRule } from '../rule.js';

/** Patterns that work only without the flag `u`; those that do not work at all stop generation. */
export const findNonUnicodePatterns: DocumentRule = ({ nodes, locate }) =>
  nodes
    .flatMap(({ schema }) => patternsOf(schema))
    .flatMap((pattern) => {
      const complaint = complaintAbout(pattern, 'u');
      if (complaint === undefined || complaintAbout(pattern, '') !== undefined) return [];
      return [
        diagnostic('PATTERN_NOT_UNICODE', {
          message: `The pattern is a regular expression only without the flag "u": ${complaint}.`,
          help: 'Escape with a backslash only what has a meaning: ^ $ \\ . * + ? ( ) [ ] { } | /',
          place: locate(pattern.origin),
        }),
      ];
    });
