import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { syntaxErrorOf, patternsOf } from '../patterns.js';
import { TimeLimit } from '../../system/time-limit.js';
import { slowPart } from '../backtracking/slow-part.js';
import type { DocumentRule } from '../rule.js';

/** The number of characters of a pattern that a message shows. */
const maxShown = 60;
/** The time limit for all patterns; the remaining ones are reported as too large. */
const maxMs = 5_000;

/** Finds patterns that take exponential time for some string. */
export const findSlowPatterns: DocumentRule = ({ nodes, locate }) => {
  const known = new Map<string, ReturnType<typeof slowPart>>();
  // A separate limit: slow patterns may use up the limit that examples have.
  const limit = new TimeLimit(maxMs);
  const slowPartOf = (text: string): ReturnType<typeof slowPart> => {
    const result = limit.run(() => slowPart(text));
    return result === undefined ? 'too large' : result.value;
  };
  return nodes
    .flatMap(({ schema }) => patternsOf(schema))
    .flatMap((pattern): readonly Diagnostic[] => {
      const { text, origin } = pattern;
      if (syntaxErrorOf(pattern, '') !== undefined && syntaxErrorOf(pattern, 'u') !== undefined) {
        return [];
      }
      if (!known.has(text)) known.set(text, slowPartOf(text));
      const part = known.get(text);
      if (part === undefined) return [];
      return [diagnostic('PATTERN_SLOW', { ...advise(part), place: locate(origin) })];
    });
};

function advise(
  part: 'too large' | { readonly text: string },
): Pick<Diagnostic, 'message' | 'help'> {
  if (part === 'too large') {
    return {
      message: 'The pattern is too large to check whether it can take exponential time.',
      help: 'Simplify the pattern, or limit the string with "maxLength".',
    };
  }
  const { text } = part;
  const shown = text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
  return {
    message: `The pattern takes exponential time for some strings: ${JSON.stringify(shown)} can match the same characters in many ways, and all of them are tried.`,
    help: 'Avoid alternatives, and nested or adjacent repetitions, that match the same characters: write a+ instead of (a+)+, and (\\w+( \\w+)*)? instead of (\\w+ ?)*.',
  };
}
