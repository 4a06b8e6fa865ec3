import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { complaintAbout, patternsOf } from '../patterns.js';
import { TimeLimit } from '../../system/time-limit.js';
import { slowPart } from '../backtracking/slow-part.js';
import type { DocumentRule } from '../rule.js';

/** So much of a pattern is shown. */
const longest = 60;
/** Patterns beyond are said to be too large. */
const mostMs = 5_000;

/** Patterns that some text keeps busy for ever. */
export const findSlowPatterns: DocumentRule = ({ nodes, locate }) => {
  const known = new Map<string, ReturnType<typeof slowPart>>();
  // Of its own: that examples take long, most likely for their patterns, is no reason to be silent.
  const limit = new TimeLimit(mostMs);
  const slowPartOf = (text: string): ReturnType<typeof slowPart> => {
    const result = limit.run(() => slowPart(text));
    return result === undefined ? 'too large' : result.value;
  };
  return nodes
    .flatMap(({ schema }) => patternsOf(schema))
    .flatMap((pattern): readonly Diagnostic[] => {
      const { text, origin } = pattern;
      if (complaintAbout(pattern, '') !== undefined && complaintAbout(pattern, 'u') !== undefined) {
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
      message: 'The pattern is too large to be checked for texts that would keep it busy for ever.',
      help: 'Say it with less, or limit the texts with "maxLength".',
    };
  }
  const { text } = part;
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return {
    message: `Some text would keep the pattern busy for ever: ${JSON.stringify(shown)} can match the same characters in many ways, and all of them are tried.`,
    help: 'Let no two alternatives, and no two of nested or neighbouring repetitions, match the same: (a+)+ is a+, and (\\w+ ?)* is (\\w+( \\w+)*)?.',
  };
}
