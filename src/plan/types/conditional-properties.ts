import { propertyNames, propertySchemas } from '../../model/schema/declared-properties.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import type { Schemas } from '../../model/schema/schemas.js';
import { constrainsStructure, isTrue } from './schema-facts.js';
import { valuesOf } from './value-kinds.js';

/** A property that a schema declares only under a condition. */
export interface ConditionalProperty {
  readonly name: string;
  /** One of the schemas that declare it. */
  readonly schema: Schema;
}

interface Scope {
  readonly schemas: Schemas;
  /** Whether a type of its own stands for a schema. */
  readonly isNamed: (schema: Schema) => boolean;
  /** Schemas whose `if` the type says otherwise. */
  readonly except: ReadonlySet<KeywordSchema>;
}

/**
 * The properties that only `then`, `else`, `dependencies`, or a variant of a choice that also allows
 * anything declares. Where the condition does not hold, such a property may have any value.
 */
export function conditionalProperties(
  schema: KeywordSchema,
  { schemas, isNamed, except }: Scope,
): readonly ConditionalProperty[] {
  const parts = [schema, ...inlineParts(schema, isNamed)];
  const branches = parts.filter((part) => !except.has(part)).flatMap(conditionalBranches);
  const declared = new Set(parts.flatMap(({ properties }) => [...properties.keys()]));
  const names = new Set(branches.flatMap((branch) => propertyNames(branch, schemas)));
  return [...names]
    .filter((name) => !declared.has(name))
    .flatMap((name) =>
      branches
        .flatMap((branch) => propertySchemas(branch, name, schemas))
        .slice(0, 1)
        .map((found) => ({ name, schema: found })),
    );
}

/** The schemas in `allOf`, at any depth, that are written in place. */
function inlineParts(
  { allOf }: KeywordSchema,
  isNamed: Scope['isNamed'],
): readonly KeywordSchema[] {
  return allOf.flatMap((part) =>
    part.kind === 'keywords' && !isNamed(part) ? [part, ...inlineParts(part, isNamed)] : [],
  );
}

/** The branches that add nothing to the type of a schema: a value need not match any of them. */
function conditionalBranches(schema: KeywordSchema): readonly Schema[] {
  const { if: condition, then, else: otherwise, dependencies, anyOf, oneOf } = schema;
  const isChoice = then !== undefined && otherwise !== undefined;
  const conditional = condition === undefined || isChoice ? [] : [then, otherwise];
  const dependent = [...dependencies.values()].map((each) => (isSchema(each) ? each : undefined));
  const choices = [anyOf, oneOf].filter((variants) => variants.some(allowsAnything)).flat();
  return [...conditional, ...dependent, ...choices].filter((each) => each !== undefined);
}

/** Whether a schema restricts values in no way that a type shows. */
function allowsAnything(schema: Schema): boolean {
  if (schema.kind !== 'keywords') return isTrue(schema);
  const isOpen = schema.types === undefined && valuesOf(schema) === undefined;
  const { allOf, anyOf, oneOf } = schema;
  return isOpen && !constrainsStructure(schema) && [allOf, anyOf, oneOf].flat().length === 0;
}

function isSchema(value: Schema | readonly string[]): value is Schema {
  return !Array.isArray(value);
}
