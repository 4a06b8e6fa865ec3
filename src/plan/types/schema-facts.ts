import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { valuesOf, type ValueKind } from './value-kinds.js';

/** Whether values can only be objects. */
export function isObjectOnly(kinds: readonly ValueKind[]): boolean {
  return kinds.length === 1 && kinds[0] === 'object';
}

/** `type: object` beside variants that say more adds nothing but an index signature. */
export function isBareObject(schema: KeywordSchema, kinds: readonly ValueKind[]): boolean {
  return (
    isObjectOnly(kinds) &&
    schema.properties.size + schema.required.length + schema.patternProperties.size === 0 &&
    schema.additionalProperties === undefined &&
    valuesOf(schema) === undefined
  );
}

/** Whether a schema says what objects or arrays consist of. */
export function constrainsStructure(schema: KeywordSchema): boolean {
  return (
    schema.properties.size + schema.patternProperties.size + schema.required.length > 0 ||
    schema.additionalProperties !== undefined ||
    schema.items !== undefined
  );
}

/** Whether a schema allows every value, and says so by `true`. */
export function isTrue(schema: Schema): boolean {
  return schema.kind === 'boolean' && schema.value;
}

/** Whether a schema allows no value, and says so by `false`. */
export function isFalse(schema: Schema): boolean {
  return schema.kind === 'boolean' && !schema.value;
}
