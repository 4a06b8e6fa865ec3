import { diagnostic } from '../../diagnostics/catalogue.js';
import type { KeywordSchema } from '../../model/schema/schema.js';
import type { Schemas } from '../../model/schema/schemas.js';
import {
  allKinds,
  kindOfType,
  kindOfValue,
  kindsOf,
  valuesOf,
  type ValueKind,
} from '../../plan/types/value-kinds.js';
import type { DocumentRule } from '../rule.js';

/** Finds schemas that no value matches; their type is `never`. */
export const findUnsatisfiableSchemas: DocumentRule = ({ plan, nodes, locate }) =>
  nodes.flatMap(({ schema, isCondition }) => {
    if (schema.kind !== 'keywords' || isCondition) return [];
    const reason = contradictionIn(schema, plan.api.schemas);
    if (reason === undefined) return [];
    return [
      diagnostic('SCHEMA_UNSATISFIABLE', {
        message: `No value matches this schema: ${reason}.`,
        help: 'Correct one of the two. Write numbers as strings in quotes, e.g. "1.0".',
        place: locate(schema.origin),
      }),
    ];
  });

/** Returns which keywords of a schema contradict each other. */
function contradictionIn(schema: KeywordSchema, schemas: Schemas): string | undefined {
  const { types } = schema;
  const values = valuesOf(schema) ?? [];
  const kinds: readonly ValueKind[] = types?.map(kindOfType) ?? allKinds;
  if (values.length > 0 && !values.some((value) => kinds.includes(kindOfValue(value)))) {
    return `its type is ${types?.join(' or ') ?? ''}, and none of its values is of it`;
  }
  if (kindsOf(schema, schemas).length === 0) return 'it combines schemas of different types';
  const bounds = limits.find(([least, most]) => isAbove(schema, least, most));
  return bounds && `"${bounds[0]}" is greater than "${bounds[1]}"`;
}

const limits = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;

function isAbove(
  { data }: KeywordSchema,
  least: (typeof limits)[number][0],
  most: (typeof limits)[number][1],
): boolean {
  const [from, to] = [data.get(least), data.get(most)];
  return typeof from === 'number' && typeof to === 'number' && from > to;
}
