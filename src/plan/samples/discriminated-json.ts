import type { Json, JsonObject } from '../../json/json.js';
import type { DiscriminatedUnion } from '../../model/schema/schema.js';

/**
 * Returns a discriminated union as JSON: only the variant that the value of the property names
 * applies, so that errors are about this one.
 */
export function discriminatedJson(
  { keyword, property, values }: DiscriminatedUnion,
  variants: readonly Json[],
): JsonObject {
  const arms = variants.flatMap((then, index) => {
    const own = values[index];
    if (own === undefined) return [];
    const compared = own.length === 1 ? { const: own[0] ?? '' } : { enum: own };
    const named = { type: 'object', required: [property], properties: { [property]: compared } };
    return [{ if: named, then }];
  });
  const known = values.flatMap((own) => own ?? []);
  const checked = {
    required: [property],
    properties: { [property]: { enum: known } },
    allOf: arms,
  };
  const others = variants.filter((_, index) => values[index] === undefined);
  return others.length === 0
    ? { type: 'object', ...checked }
    : { if: { type: 'object' }, then: checked, else: { [keyword]: others } };
}
