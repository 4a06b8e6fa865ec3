import { optional } from '../../json/json.js';
import { below } from '../../model/origin.js';
import { partsOf } from '../../model/schema/composition.js';
import { resolveSchema, type Schemas } from '../../model/schema/schemas.js';
import type { Annotations, KeywordSchema, Schema } from '../../model/schema/schema.js';
import { isTrue } from './schema-facts.js';

/** A property and its only value. */
export interface Pin {
  readonly property: string;
  readonly value: string;
}

/** The last token of the origins of schemas that the document does not contain. */
const token = '+discriminator';

/** Returns a schema of objects with an additional limit: a required property has only one value. */
export function pinned(schema: KeywordSchema, pin: Pin, schemas: Schemas): KeywordSchema {
  const value = valueSchema(schema, pin, schemas);
  const place = placeFor(schema, pin.property);
  if (place === schema) return withProperty(schema, pin, value);
  return {
    ...schema,
    allOf:
      place === undefined
        ? [...schema.allOf, pinOnly(schema, pin, value)]
        : schema.allOf.map((part) => (part === place ? withProperty(place, pin, value) : part)),
  };
}

/** Returns a schema for the values of a variant whose property has only one value. */
export function pinnedVariant(variant: Schema, pin: Pin, schemas: Schemas): KeywordSchema {
  const whole = emptySchema(variant);
  const resolved = resolveSchema(variant, schemas);
  const known = resolved.kind === 'keywords' ? resolved : whole;
  return { ...whole, allOf: [variant, pinOnly(whole, pin, valueSchema(known, pin, schemas))] };
}

/** The part that declares the property, else the last one that has properties and room for more. */
function placeFor(schema: KeywordSchema, property: string): KeywordSchema | undefined {
  const parts = [schema, ...schema.allOf.filter((part) => part.kind === 'keywords')];
  const isOpen = (part: KeywordSchema): boolean =>
    part.properties.size > 0 &&
    (part.additionalProperties === undefined || isTrue(part.additionalProperties));
  return parts.find((part) => part.properties.has(property)) ?? parts.findLast(isOpen);
}

function withProperty(schema: KeywordSchema, { property }: Pin, value: Schema): KeywordSchema {
  const isDeclared = schema.properties.has(property);
  const own: readonly [string, Schema] = [property, value];
  const others = [...schema.properties];
  return {
    ...schema,
    required: [...new Set([...schema.required, property])],
    properties: new Map(
      isDeclared ? others.map((each) => (each[0] === property ? own : each)) : [own, ...others],
    ),
  };
}

function pinOnly(schema: Schema, pin: Pin, value: Schema): KeywordSchema {
  return withProperty({ ...emptySchema(schema), types: ['object'] }, pin, value);
}

/** Returns the schema of the property, with the annotations that the document gives it. */
function valueSchema(schema: KeywordSchema, { property, value }: Pin, schemas: Schemas): Schema {
  const [declared] = partsOf(schema, schemas).flatMap(
    (part) => part.schema.properties.get(property) ?? [],
  );
  const annotations =
    declared === undefined || declared.kind === 'boolean' ? {} : declared.annotations;
  return {
    ...emptySchema(declared ?? schema),
    annotations: describing(annotations),
    types: ['string'],
    const: { value },
  };
}

/** Leaves out the values, which may belong to other variants. */
function describing(annotations: Annotations): Annotations {
  const { title, description, deprecated, readOnly, writeOnly } = annotations;
  return {
    ...optional('title', title),
    ...optional('description', description),
    ...optional('deprecated', deprecated),
    ...optional('readOnly', readOnly),
    ...optional('writeOnly', writeOnly),
  };
}

/** Returns a schema that allows every value, at a place inside another one. */
function emptySchema({ origin }: Pick<Schema, 'origin'>): KeywordSchema {
  return {
    kind: 'keywords',
    origin: below(origin, token),
    annotations: {},
    data: new Map(),
    required: [],
    properties: new Map(),
    patternProperties: new Map(),
    dependencies: new Map(),
    allOf: [],
    anyOf: [],
    oneOf: [],
  };
}
