import { isArray, isObject, type Json, type JsonObject } from '../../json/json.js';

const typeNames = new Set<Json>([
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
]);

/** Keywords that identify a schema, each with a check of its value. */
const schemaKeywords: Readonly<Record<string, (value: Json) => boolean>> = {
  type: (value) => (isArray(value) ? value : [value]).every((each) => typeNames.has(each)),
  enum: isArray,
  allOf: isArray,
  anyOf: isArray,
  oneOf: isArray,
};

/** Fields that identify a part of a document or a schema, whatever other fields the object has. */
const definitionFields: Readonly<Record<string, RegExp>> = {
  $schema: /^https?:\/\/json-schema\.org\//,
  $ref: /^/,
  asyncapi: /^\d/,
};

/** Keywords of schemas in AsyncAPI 3.0.0, in OpenAPI and in later drafts of JSON Schema. */
const allKeywords = new Set(
  [
    'type enum const allOf anyOf oneOf not if then else title description default example examples',
    'deprecated readOnly writeOnly nullable format contentEncoding contentMediaType externalDocs',
    'pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf',
    'items additionalItems prefixItems contains minItems maxItems uniqueItems required properties',
    'patternProperties additionalProperties propertyNames minProperties maxProperties dependencies',
    'definitions discriminator $id $schema $ref $comment $defs $anchor',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Whether data is a document, or contains a schema or a reference. A document can refer to any file of
 * the project, also to one with credentials, so findings show the text of a file only if this function
 * returns `true`. Arrays are not searched: configuration files of other programs have array items that
 * look like schemas.
 */
export function holdsDefinitions(value: Json): boolean {
  return isObject(value) && (isDefinition(value) || Object.values(value).some(holdsDefinitions));
}

function isDefinition(value: JsonObject): boolean {
  const fields = Object.entries(value);
  const isPart = fields.some(([key, content]) => {
    const expected = Object.hasOwn(definitionFields, key) ? definitionFields[key] : undefined;
    return typeof content === 'string' && expected?.test(content) === true;
  });
  const isSchema = fields.some(([key, content]) => {
    return Object.hasOwn(schemaKeywords, key) && schemaKeywords[key]?.(content) === true;
  });
  const isKeyword = ([key]: readonly [string, Json]): boolean =>
    allKeywords.has(key) || key.startsWith('x-');
  return isPart || (isSchema && fields.every(isKeyword));
}
