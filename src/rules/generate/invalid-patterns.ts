import { diagnostic } from '../../diagnostics/catalogue.js';
import { complaintAbout, patternsIn } from '../patterns.js';
import type { PlanRule } from '../rule.js';

/** Patterns that are no regular expressions: no validator can be made of their schemas. */
export const findInvalidPatterns: PlanRule = ({ plan, locate }) =>
  [...plan.api.schemas.values()].flatMap(patternsIn).flatMap((pattern) => {
    const complaint = complaintAbout(pattern, '');
    if (complaint === undefined) return [];
    return [
      diagnostic('PATTERN_INVALID', {
        message: `The pattern is no regular expression: ${complaint}.`,
        help: 'Correct it; patterns are those of JavaScript (ECMA-262), without slashes around them.',
        place: locate(pattern.origin),
      }),
    ];
  });
