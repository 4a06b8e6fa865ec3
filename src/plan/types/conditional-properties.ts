import { declaredProperties } from '../../model/schema/declared-properties.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import type { Schemas } from '../../model/schema/schemas.js';
import { dependentSchemas } from '../../model/schema/subschemas.js';
import { conditionalChoices } from './conditional-choices.js';
import { constrainsStructure, isTrue } from './schema-facts.js';
import { valuesOf } from './value-kinds.js';

/**
 * Returns the properties that only `then`, `else`, `dependencies`, or a variant of a choice that also
 * allows anything declares, each with one of its schemas. Where the condition does not hold, such a
 * property may have any value. `isNamed` tells whether a schema has a type of its own.
 */
export function conditionalProperties(
  schema: KeywordSchema,
  schemas: Schemas,
  isNamed: (schema: Schema) => boolean,
): ReadonlyMap<string, Schema> {
  const parts = [schema, ...inlineParts(schema, isNamed)];
  const conditional = parts.filter((part) => conditionalBranches(part).length > 0);
  if (conditional.length === 0) return new Map();
  const chosen = new Set(
    conditionalChoices(schema, schemas).flatMap(({ conditionals }) => conditionals),
  );
  const declared = new Set(parts.flatMap(({ properties }) => [...properties.keys()]));
  const found = new Map<string, Schema>();
  for (const branch of conditional
    .filter((part) => !chosen.has(part))
    .flatMap(conditionalBranches)) {
    for (const [name, property] of declaredProperties(branch, schemas)) {
      if (!declared.has(name) && !found.has(name)) found.set(name, property);
    }
  }
  return found;
}

/** The schemas in `allOf`, at any depth, that are written in place. */
function inlineParts(
  { allOf }: KeywordSchema,
  isNamed: (schema: Schema) => boolean,
): readonly KeywordSchema[] {
  return allOf.flatMap((part) =>
    part.kind === 'keywords' && !isNamed(part) ? [part, ...inlineParts(part, isNamed)] : [],
  );
}

/** The branches that add nothing to the type of a schema: a value need not match any of them. */
function conditionalBranches(schema: KeywordSchema): readonly Schema[] {
  const { if: condition, then, else: otherwise, anyOf, oneOf } = schema;
  const isChoice = then !== undefined && otherwise !== undefined;
  const conditional = condition === undefined || isChoice ? [] : [then, otherwise];
  const choices = [anyOf, oneOf].filter((variants) => variants.some(allowsAnything)).flat();
  return [...conditional, ...dependentSchemas(schema), ...choices].filter(
    (each) => each !== undefined,
  );
}

/** Whether a schema restricts values in no way that a type shows. */
function allowsAnything(schema: Schema): boolean {
  if (schema.kind !== 'keywords') return isTrue(schema);
  const isOpen = schema.types === undefined && valuesOf(schema) === undefined;
  const { allOf, anyOf, oneOf } = schema;
  return isOpen && !constrainsStructure(schema) && [allOf, anyOf, oneOf].flat().length === 0;
}
