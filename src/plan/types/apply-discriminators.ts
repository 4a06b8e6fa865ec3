import type { Api } from '../../model/api.js';
import { originId } from '../../model/origin.js';
import { mapSubschemas } from '../../model/schema/map-subschemas.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import { readDiscriminators } from './discriminators.js';
import { pinned, pinnedVariant } from './pinned-property.js';
import { variantsOf } from './variant-values.js';

/**
 * Returns an API whose schemas say what its discriminators mean: the property has the value of each
 * variant, and each union names the values of its variants.
 */
export function applyDiscriminators(api: Api): Api {
  const { schemas } = api;
  const found = readDiscriminators(api);
  if (found === undefined) return api;
  const { unions, pins } = found;
  const apply = (schema: Schema): Schema => {
    if (schema.kind !== 'keywords') return schema;
    const variants = changedVariants(schema);
    const inner = mapSubschemas(schema, (each) => variants.get(each) ?? apply(each));
    const pin = pins.get(originId(schema.origin));
    const whole = pin === undefined ? inner : pinned(inner, pin, schemas);
    const union = unions.get(schema)?.union;
    return union === undefined ? whole : { ...whole, union };
  };
  /** Variants that have the value only within their union. */
  const changedVariants = (schema: Schema): ReadonlyMap<Schema, Schema> => {
    const union = schema.kind === 'keywords' ? unions.get(schema) : undefined;
    if (schema.kind !== 'keywords' || union === undefined) return new Map();
    const { property } = union.union;
    return new Map(
      variantsOf(schema).flatMap((variant, index) => {
        const value = union.names[index];
        const known = pins.get(originId(resolveSchema(variant, schemas).origin));
        if (value === undefined || known?.property === property) return [];
        return [[variant, pinnedVariant(variant, { property, value }, schemas)] as const];
      }),
    );
  };
  return { ...api, schemas: new Map([...schemas].map(([id, schema]) => [id, apply(schema)])) };
}
