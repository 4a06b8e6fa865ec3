import { isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';

/** Constraints that no type can hold; without them a schema accepts more, never less. */
const inexpressible = new Set([
  ...['format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'contains'],
  ...['minProperties', 'maxProperties', 'propertyNames', 'patternProperties', 'dependencies'],
  ...['not', 'if', 'then', 'else'],
]);
/** Where values are listed, the type is that list. */
const besideValues = new Set([
  ...['properties', 'required', 'additionalProperties', 'items', 'additionalItems'],
]);
const mapKeywords = new Set(['properties']);

/**
 * A schema without the constraints that types cannot hold: an integer is a number, one variant is
 * at least one, and a property that fits a pattern may be what any of the patterns allows.
 */
export function relaxed(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const isListed = 'enum' in schema || 'const' in schema;
  const { enum: values, const: constant, ...others } = schema;
  const entries = Object.entries(others)
    .filter(([key]) => !inexpressible.has(key))
    .filter(([key]) => !(isListed && besideValues.has(key)));
  const members = entries.map(([key, value]) => [key, relaxedMember(key, value, schema)] as const);
  const listed = constant === undefined ? values : [constant];
  return withVariants(
    Object.fromEntries(members),
    isArray(listed) ? listed.map(shapeOf) : undefined,
  );
}

/** A listed value: an object in a type has no end, so others with more properties are like it. */
function shapeOf(value: Json): Json {
  if (isArray(value)) {
    const items = value.map(shapeOf);
    return { type: 'array', items, minItems: items.length, maxItems: items.length };
  }
  if (!isObject(value)) return { const: value };
  const properties = Object.entries(value).map(([key, item]) => [key, shapeOf(item)] as const);
  return {
    type: 'object',
    required: Object.keys(value),
    properties: Object.fromEntries(properties),
  };
}

function relaxedMember(key: string, value: Json, schema: JsonObject): Json {
  if (key === 'type') return isArray(value) ? value.map(relaxedType) : relaxedType(value);
  if (key === 'additionalProperties') return relaxedRest(value, schema);
  if (mapKeywords.has(key) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, relaxed(item)]));
  }
  return isArray(value) ? value.map(relaxed) : relaxed(value);
}

function relaxedType(type: Json): Json {
  return type === 'integer' ? 'number' : type;
}

/**
 * An index signature takes in the types of patterns and declared properties; a type that has
 * properties cannot say that there are no others.
 */
function relaxedRest(value: Json, { patternProperties, properties, required }: JsonObject): Json {
  const patterns = Object.values(isObject(patternProperties) ? patternProperties : {});
  const declared = Object.values(isObject(properties) ? properties : {});
  const hasMembers = declared.length > 0 || (isArray(required) && required.length > 0);
  if (value === false && patterns.length === 0 && hasMembers) return true;
  return { anyOf: [value, ...patterns, ...declared].map(relaxed) };
}

/** All the lists of variants, each of which has to have one that fits. */
function withVariants(
  { oneOf, anyOf, allOf, ...rest }: JsonObject,
  listed: readonly Json[] | undefined,
): JsonObject {
  const variants = [oneOf, anyOf, listed].filter(isArray).map((each) => ({ anyOf: each }));
  const parts = [...(isArray(allOf) ? allOf : []), ...variants];
  return parts.length === 0 ? rest : { ...rest, allOf: parts };
}
