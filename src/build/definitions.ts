import { isArray, isObject, type Json, type JsonObject, member } from '../json/json.js';

type Path = readonly string[];

/** Fields of AsyncAPI 3 that its JSON Schema only defines as `Reference`, and what they refer to. */
const targets: readonly (readonly [path: Path, target: string])[] = [
  [['channel', 'properties', 'servers', 'items'], 'server'],
  [['operation', 'properties', 'channel'], 'channel'],
  [['operation', 'properties', 'messages', 'items'], 'messageObject'],
  [['operationReply', 'properties', 'channel'], 'channel'],
  [['operationReply', 'properties', 'messages', 'items'], 'messageObject'],
];

/** The Message Object of AsyncAPI 2, among the alternatives of a message. */
const message: Path = ['message', 'oneOf', '1', 'oneOf', '1'];

/** The values of `schemaFormat` that mean JSON Schema, in all versions of AsyncAPI. */
const jsonSchemaFormat =
  '^application/(?:schema(?:\\+json|\\+yaml)?;version=draft-07|vnd\\.aai\\.asyncapi(?:\\+json|\\+yaml)?;version=(?:2\\.[0-6]|3\\.[01])\\.0)$';

/**
 * Requires a schema as payload for these formats; the JSON Schema of AsyncAPI 2 has only some of them.
 */
const namedPayload: Json = {
  if: { required: ['schemaFormat'], properties: { schemaFormat: { pattern: jsonSchemaFormat } } },
  then: { properties: { payload: refer('schema') } },
};

/** The object of AsyncAPI 3 that contains a schema and states its format, and the rules for its formats. */
const multiFormat: Path = ['multiFormatSchema', 'else', 'allOf'];

/** Copies the JSON Schema of AsyncAPI as JSON. */
export function toJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, toJson(child)]));
  }
  const isPrimitive =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPrimitive ? value : null;
}

/** Adds constraints to the JSON Schema of AsyncAPI that only the prose of the specification states. */
export function completed(schema: Json, version: string): JsonObject {
  const definitions = member(schema, 'definitions') ?? {};
  const changed = version.startsWith('2.')
    ? changeAt(definitions, [...message, 'allOf'], (rules) => [
        ...withoutForeignFormats(rules),
        namedPayload,
      ])
    : changeAt(withTargets(definitions), multiFormat, withoutForeignFormats);
  return { ...(isObject(schema) && schema), definitions: changed };
}

function withTargets(definitions: Json): Json {
  return targets.reduce<Json>(
    (current, [path, target]) =>
      changeAt(current, path, () => ({ oneOf: [refer('Reference'), refer(target)] })),
    definitions,
  );
}

/** Removes the rules for schemas of other formats than JSON Schema: they are not read. */
function withoutForeignFormats(rules: Json): readonly Json[] {
  return (isArray(rules) ? rules : []).filter((rule) => {
    const then = JSON.stringify(member(rule, 'then') ?? null);
    return !then.includes('/openapiSchema') && !then.includes('/avroSchema');
  });
}

function refer(name: string): JsonObject {
  return { $ref: `#/definitions/${name}` };
}

function changeAt(value: Json, [key, ...rest]: Path, change: (value: Json) => Json): Json {
  if (key === undefined) return change(value);
  const old = member(value, key);
  if (old === undefined) throw new Error(`The JSON Schema of AsyncAPI has no "${key}" here.`);
  const changed = changeAt(old, rest, change);
  if (isArray(value)) return value.map((each, index) => (index === Number(key) ? changed : each));
  return isObject(value) ? { ...value, [key]: changed } : value;
}
