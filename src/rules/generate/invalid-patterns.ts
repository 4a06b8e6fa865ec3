import { diagnostic } from '../../diagnostics/catalogue.js';
import { syntaxErrorOf, patternsIn } from '../patterns.js';
import type { PlanRule } from '../rule.js';

/** Finds patterns that are not regular expressions: their schemas cannot be validated. */
export const findInvalidPatterns: PlanRule = ({ plan, locate }) =>
  [...plan.api.schemas.values()].flatMap(patternsIn).flatMap((pattern) => {
    const error = syntaxErrorOf(pattern, '');
    if (error === undefined) return [];
    return [
      diagnostic('PATTERN_INVALID', {
        message: `The pattern is not a valid regular expression: ${error}.`,
        help: 'Correct the pattern. Use the syntax of JavaScript (ECMA-262), without enclosing slashes.',
        place: locate(pattern.origin),
      }),
    ];
  });
