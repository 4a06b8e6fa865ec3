import { below, type Origin } from '../model/origin.js';
import type { Schema } from '../model/schema/schema.js';
import { subschemas } from '../model/schema/subschemas.js';

/** A regular expression in a document. */
export interface Pattern {
  readonly text: string;
  readonly origin: Origin;
}

/** Returns the patterns of a schema and of all schemas within it. */
export function patternsIn(schema: Schema): readonly Pattern[] {
  return [...patternsOf(schema), ...subschemas(schema).flatMap(patternsIn)];
}

/** Returns the patterns of a schema itself. */
export function patternsOf(schema: Schema): readonly Pattern[] {
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

/** Returns the syntax error of a pattern without the pattern itself, or `undefined` if it is valid. */
export function syntaxErrorOf({ text }: Pattern, flags: '' | 'u'): string | undefined {
  try {
    new RegExp(text, flags);
    return undefined;
  } catch (error) {
    const message = String(error).replace(/^SyntaxError: /, '');
    const start = `Invalid regular expression: /${text}/${flags}: `;
    return message.startsWith(start) ? message.slice(start.length) : message;
  }
}
