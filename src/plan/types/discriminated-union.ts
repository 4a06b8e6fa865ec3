import { partsOf } from '../../model/schema/composition.js';
import { resolveSchema, type Schemas } from '../../model/schema/schemas.js';
import type { DiscriminatedUnion, KeywordSchema, Schema } from '../../model/schema/schema.js';
import { kindOfType, kindsOf } from './value-kinds.js';
import { variantsOf, variantValues, type Hindrance } from './variant-values.js';

/** A union whose variants a property distinguishes, and for each variant its name if that is the value. */
export interface FoundUnion {
  readonly kind: 'found';
  readonly union: DiscriminatedUnion;
  readonly names: readonly (string | undefined)[];
}

/** A union whose discriminator has no effect. */
export interface HinderedUnion extends Hindrance {
  readonly kind: 'hindered';
  readonly property: string;
}

/**
 * Returns how a property distinguishes the variants of a union: the discriminator of the union, that
 * of a schema which all variants include, or `outer`, that of a union around it.
 */
export function discriminatedUnion(
  schema: KeywordSchema,
  schemas: Schemas,
  outer?: string,
): FoundUnion | HinderedUnion | undefined {
  const variants = variantsOf(schema);
  const property = schema.discriminator ?? outer ?? sharedDiscriminator(variants, schemas);
  if (variants.length === 0 || property === undefined) return undefined;
  const { types } = schema;
  const facts = { property, schemas, ...(types && { kinds: types.map(kindOfType) }) };
  const found = variants.map((variant) => variantValues(variant, facts));
  const values = found.map((each) => ('values' in each ? each.values : undefined));
  const hindrance = found.find((each) => each.kind === 'none') ?? repetition(values);
  if (hindrance !== undefined) return { ...hindrance, kind: 'hindered', property };
  return {
    kind: 'found',
    union: {
      keyword: schema.oneOf.length > 0 ? 'oneOf' : 'anyOf',
      property,
      values,
    },
    names: found.map((each) => (each.kind === 'named' ? each.name : undefined)),
  };
}

function repetition(values: DiscriminatedUnion['values']): Hindrance | undefined {
  const seen = new Set<string>();
  for (const value of values.flatMap((own) => own ?? [])) {
    if (seen.has(value)) {
      const reason = `two variants have the value ${JSON.stringify(value)}`;
      return { reason, help: 'Give each variant a value of its own.' };
    }
    seen.add(value);
  }
  return seen.size > 0 ? undefined : { reason: 'no variant is an object', help: 'Remove it.' };
}

/** Returns the discriminator that all variants which are objects get from schemas in `allOf`. */
function sharedDiscriminator(variants: readonly Schema[], schemas: Schemas): string | undefined {
  let shared: readonly string[] | undefined;
  for (const variant of variants) {
    if (!kindsOf(variant, schemas).includes('object')) continue;
    const own = inheritedDiscriminators(variant, schemas);
    shared = shared?.filter((property) => own.includes(property)) ?? own;
    if (shared.length === 0) return undefined;
  }
  return shared?.[0];
}

/** Returns the discriminators of a variant and of the schemas that it includes. */
function inheritedDiscriminators(variant: Schema, schemas: Schemas): readonly string[] {
  const schema = resolveSchema(variant, schemas);
  if (schema.kind !== 'keywords') return [];
  return partsOf(schema, schemas)
    .filter((part) => isBase(part.schema))
    .flatMap((part) => part.schema.discriminator ?? []);
}

/** Whether a discriminator is about the schemas that include a schema by `allOf`. */
export function isBase(schema: KeywordSchema): boolean {
  return schema.discriminator !== undefined && variantsOf(schema).length === 0;
}
