import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';

const typeNames = new Set<Json>([
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
]);

/** Fields that say of an object that it is a schema, and what they hold there. */
const marks: Readonly<Record<string, (value: Json) => boolean>> = {
  type: (value) => (isList(value) ? value : [value]).every((each) => typeNames.has(each)),
  enum: isList,
  allOf: isList,
  anyOf: isList,
  oneOf: isList,
};

/** Fields that say of any object that it belongs to a document or to a schema. */
const names: Readonly<Record<string, RegExp>> = {
  $schema: /^https?:\/\/json-schema\.org\//,
  $ref: /^/,
  asyncapi: /^\d/,
};

/** Fields of schemas: AsyncAPI 3.0.0, Schema Object, and what OpenAPI and later drafts have. */
const keywords = new Set(
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
 * Whether data holds a schema or a reference, or is a document. A document can refer to any file of
 * the project, and a file with credentials is a mapping as well; so the text of a file is shown only
 * where something in it cannot be told from what documents are made of. Lists are not looked into:
 * settings of other programs have entries there that look like schemas.
 */
export function holdsDefinitions(value: Json): boolean {
  return isObject(value) && (isDefinition(value) || Object.values(value).some(holdsDefinitions));
}

function isDefinition(value: JsonObject): boolean {
  const fields = Object.entries(value);
  const isNamed = fields.some(([key, held]) => {
    return Object.hasOwn(names, key) && typeof held === 'string' && names[key]?.test(held) === true;
  });
  const isMarked = fields.some(([key, held]) => {
    return Object.hasOwn(marks, key) && marks[key]?.(held) === true;
  });
  const isKeyword = ([key]: readonly [string, Json]): boolean =>
    keywords.has(key) || key.startsWith('x-');
  return isNamed || (isMarked && fields.every(isKeyword));
}
