import { diagnostic } from '../../diagnostics/catalogue.js';
import type { KeywordSchema } from '../../model/schema/schema.js';
import {
  allKinds,
  kindOfType,
  kindOfValue,
  valuesOf,
  type ValueKind,
} from '../../plan/types/value-kinds.js';
import type { DocumentRule } from '../rule.js';

/** Finds schemas that no value matches; their type is `never`. */
export const findUnsatisfiableSchemas: DocumentRule = ({ kindsOf, nodes, locate }) =>
  nodes.flatMap(({ schema, isCondition }) => {
    if (schema.kind !== 'keywords' || isCondition) return [];
    const found = contradictionIn(schema, kindsOf(schema));
    if (found === undefined) return [];
    return [
      diagnostic('SCHEMA_UNSATISFIABLE', {
        message: `No value matches this schema: ${found.reason}.`,
        help: found.help,
        place: locate(schema.origin),
      }),
    ];
  });

/** Which keywords of a schema contradict each other, and how to fix that. */
interface Contradiction {
  readonly reason: string;
  readonly help: string;
}

function contradictionIn(
  schema: KeywordSchema,
  possible: readonly ValueKind[],
): Contradiction | undefined {
  const { types } = schema;
  const values = valuesOf(schema) ?? [];
  const kinds: readonly ValueKind[] = types?.map(kindOfType) ?? allKinds;
  if (values.length > 0 && !values.some((value) => kinds.includes(kindOfValue(value)))) {
    const reason = `its type is ${types?.join(' or ') ?? ''}, and none of its values is of it`;
    return { reason, help: helpForValues(kinds, values.map(kindOfValue)) };
  }
  if (possible.length === 0) {
    return {
      reason: 'it combines schemas of different types',
      help: 'Write "oneOf" in place of "allOf" if a value matches one of the schemas; otherwise give them the same type.',
    };
  }
  return limits.flatMap((bounds) => contradictionOf(schema, bounds) ?? [])[0];
}

function helpForValues(types: readonly ValueKind[], values: readonly ValueKind[]): string {
  if (types.includes('string') && !values.includes('object') && !values.includes('array')) {
    return 'Put the values in quotes, e.g. "1.0", or change the type.';
  }
  const isQuoted = types.includes('number') && values.includes('string');
  return isQuoted
    ? 'Write the values without quotes, or change the type.'
    : 'Change the type or the values.';
}

const limits = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;

function contradictionOf(
  { data }: KeywordSchema,
  [least, most]: (typeof limits)[number],
): Contradiction | undefined {
  const [from, to] = [data.get(least), data.get(most)];
  if (typeof from !== 'number' || typeof to !== 'number' || from <= to) return undefined;
  return {
    reason: `"${least}" is greater than "${most}"`,
    help: `Exchange the two: "${least}: ${to}" and "${most}: ${from}".`,
  };
}
