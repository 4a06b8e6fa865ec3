import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { below, type Origin } from '../../model/origin.js';
import type { Schema } from '../../model/schema.js';
import type { Rule, Subject } from '../rule.js';

/**
 * Patterns that are no regular expressions of JavaScript. Those that may take for ever, such as
 * `(a+)+$`, are not looked for: to tell them from harmless ones takes more than a glance.
 */
export const findInvalidPatterns: Rule = (subject) =>
  subject.nodes
    .flatMap(({ schema }) => patternsOf(schema))
    .flatMap((pattern) => check(pattern, subject));

interface Pattern {
  readonly text: string;
  readonly origin: Origin;
}

function patternsOf(schema: Schema): readonly Pattern[] {
  if (schema.kind !== 'keywords') return [];
  const { origin, data, patternProperties } = schema;
  const own = data.get('pattern');
  return [
    ...(typeof own === 'string' ? [{ text: own, origin: below(origin, 'pattern') }] : []),
    ...[...patternProperties.keys()].map((text) => ({
      text,
      origin: below(origin, 'patternProperties', text),
    })),
  ];
}

function check({ text, origin }: Pattern, { locate }: Subject): readonly Diagnostic[] {
  const strict = complaintAbout(text, 'u');
  if (strict === undefined) return [];
  const place = locate(origin);
  const invalid = complaintAbout(text, '');
  if (invalid !== undefined) {
    return [
      diagnostic('PATTERN_INVALID', {
        message: `The pattern is no regular expression: ${invalid}.`,
        help: 'Correct it; patterns are those of JavaScript (ECMA-262), without slashes around them.',
        place,
      }),
    ];
  }
  return [
    diagnostic('PATTERN_NOT_UNICODE', {
      message: `The pattern is a regular expression only without the flag "u": ${strict}.`,
      help: 'Escape with a backslash only what has a meaning: ^ $ \\ . * + ? ( ) [ ] { } | /',
      place,
    }),
  ];
}

/** What JavaScript says against an expression, without repeating it. */
function complaintAbout(text: string, flags: string): string | undefined {
  try {
    new RegExp(text, flags);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const start = `Invalid regular expression: /${text}/${flags}: `;
    return message.startsWith(start) ? message.slice(start.length) : message;
  }
}
