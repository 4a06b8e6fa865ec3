/** The kind of value that a keyword of JSON Schema has. */
export type Holding =
  /** A type name, or an array of type names. */
  | 'types'
  /** Any JSON value. */
  | 'value'
  /** An array of JSON values. */
  | 'values'
  /** A number, string or boolean that constrains values. */
  | 'data'
  /** A string that describes how a value is encoded; it constrains nothing. */
  | 'encoding'
  /** An array of property names. */
  | 'names'
  /** A schema. */
  | 'schema'
  /** An array of schemas. */
  | 'array'
  /** Schemas by name. */
  | 'map'
  /** One schema, or an array of them. */
  | 'items'
  /** For each property name, a schema or an array of property names. */
  | 'dependencies'
  /** Schemas by name, which apply only where a reference leads to them. */
  | 'definitions';

/**
 * The keywords of draft-07 that validate, in the order in which they are written to the output, and
 * `$defs`, which many documents use for `definitions`. Keywords that only describe are in
 * `Annotations`.
 */
const table = {
  type: 'types',
  const: 'value',
  enum: 'values',
  format: 'data',
  pattern: 'data',
  minLength: 'data',
  maxLength: 'data',
  minimum: 'data',
  exclusiveMinimum: 'data',
  maximum: 'data',
  exclusiveMaximum: 'data',
  multipleOf: 'data',
  minItems: 'data',
  maxItems: 'data',
  uniqueItems: 'data',
  minProperties: 'data',
  maxProperties: 'data',
  contentEncoding: 'encoding',
  contentMediaType: 'encoding',
  required: 'names',
  properties: 'map',
  patternProperties: 'map',
  dependencies: 'dependencies',
  additionalProperties: 'schema',
  propertyNames: 'schema',
  items: 'items',
  additionalItems: 'schema',
  contains: 'schema',
  allOf: 'array',
  anyOf: 'array',
  oneOf: 'array',
  not: 'schema',
  if: 'schema',
  then: 'schema',
  else: 'schema',
  definitions: 'definitions',
  $defs: 'definitions',
} as const satisfies Readonly<Record<string, Holding>>;

type Table = typeof table;

/** The keywords that have a value of one of the given kinds. */
export type KeywordHolding<H extends Holding> = {
  [K in keyof Table]: Table[K] extends H ? K : never;
}[keyof Table];

const holdings: ReadonlyMap<string, Holding> = new Map(Object.entries(table));

/** Returns the keywords that have a value of one of the given kinds, in the order of the table. */
export function keywordsHolding<H extends Holding>(
  ...kinds: readonly H[]
): readonly KeywordHolding<H>[] {
  const isHolding = (keyword: string): keyword is KeywordHolding<H> =>
    kinds.some((kind) => kind === holdings.get(keyword));
  return [...holdings.keys()].filter(isHolding);
}

/** The keywords that apply to values: all but those that only hold schemas for references. */
export const applyingKeywords: readonly string[] = [...holdings]
  .filter(([, kind]) => kind !== 'definitions')
  .map(([keyword]) => keyword);

/** Keywords that describe a schema and restrict nothing, of draft-07, AsyncAPI and OpenAPI. */
export const annotationKeywords: readonly string[] = [
  ...['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples', 'example'],
  ...['deprecated', 'readOnly', 'writeOnly', 'externalDocs', 'discriminator', 'xml'],
];

/** All keywords that have an effect, or describe. */
export const knownKeywords: ReadonlySet<string> = new Set([
  ...holdings.keys(),
  ...annotationKeywords,
  '$ref',
]);

type RestrictedKind = 'number' | 'string' | 'array' | 'object';

/** The kind of value that each keyword restricts; a keyword that is absent restricts all kinds. */
export const restrictedKinds: ReadonlyMap<string, RestrictedKind> = new Map([
  ...kindOfEach('string', ['pattern', 'minLength', 'maxLength']),
  ...kindOfEach('string', ['contentEncoding', 'contentMediaType']),
  ...kindOfEach('number', ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum']),
  ...kindOfEach('number', ['multipleOf']),
  ...kindOfEach('array', ['minItems', 'maxItems', 'uniqueItems', 'items', 'additionalItems']),
  ...kindOfEach('array', ['contains']),
  ...kindOfEach('object', ['minProperties', 'maxProperties', 'required', 'properties']),
  ...kindOfEach('object', ['patternProperties', 'dependencies', 'additionalProperties']),
  ...kindOfEach('object', ['propertyNames']),
]);

function kindOfEach(
  kind: RestrictedKind,
  keywords: readonly (keyof Table)[],
): readonly (readonly [string, RestrictedKind])[] {
  return keywords.map((keyword) => [keyword, kind]);
}

/** Keywords that allow everything if their value is `true`, and so restrict nothing anywhere. */
const openIfTrue: readonly string[] = [
  ...['additionalProperties', 'additionalItems', 'items', 'propertyNames', 'then', 'else'],
];

/** Whether a keyword has a value with which it restricts nothing, whatever the schema is. */
export function isNeutral(keyword: string, value: unknown): boolean {
  return keyword === 'uniqueItems'
    ? value === false
    : value === true && openIfTrue.includes(keyword);
}

/** Keywords that other dialects have beyond the ones above: they have no effect. */
export const foreignKeywords = {
  'draft-04': ['id'],
  '2019-09': [
    ...['$anchor', '$recursiveRef', '$recursiveAnchor', '$vocabulary', 'dependentRequired'],
    ...['dependentSchemas', 'unevaluatedProperties', 'unevaluatedItems', 'minContains'],
    ...['maxContains', 'contentSchema'],
  ],
  '2020-12': ['prefixItems', '$dynamicRef', '$dynamicAnchor'],
  'OpenAPI 3.0': ['nullable'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
