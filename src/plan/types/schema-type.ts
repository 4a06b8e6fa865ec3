import type { Json } from '../../load/document.js';
import { isList, isObject } from '../../load/json-guards.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { isTuple } from '../../model/schema/subschemas.js';
import { comment, key, literal, type Code } from '../code/code.js';
import { schemaDocumentation } from '../code/documentation.js';
import {
  intersectionOf,
  isBrief,
  neverType,
  unionOf,
  unknownType,
  type KeywordType,
  type Member,
  type ObjectType,
  type TypeExpression,
} from './type-expression.js';
import { allKinds, kindOfValue, kindsOf, valuesOf, type ValueKind } from './value-kinds.js';

export interface TypeContext {
  readonly schemas: Schemas;
  /** Returns the name of the declaration of a schema, if it has one. */
  referenceTo(schema: Schema): Code | undefined;
}

/** Returns the type of a schema where it is used: the name of its declaration, or the type itself. */
export function typeOf(
  schema: Schema,
  context: TypeContext,
  kinds: readonly ValueKind[] = allKinds,
): TypeExpression {
  const name = context.referenceTo(schema);
  if (name !== undefined) return { kind: 'reference', name };
  return declaredType(schema, context, kinds);
}

/**
 * Returns the narrowest known type that contains every valid value of a schema. `kinds` are the
 * kinds of values that the schemas around it allow.
 */
export function declaredType(
  schema: Schema,
  context: TypeContext,
  kinds: readonly ValueKind[] = allKinds,
): TypeExpression {
  if (schema.kind === 'boolean') return schema.value ? unknownType : neverType;
  if (schema.kind === 'reference') return unknownType;
  const possible = kindsOf(schema, context.schemas).filter((kind) => kinds.includes(kind));
  const variants = [schema.anyOf, schema.oneOf, conditional(schema)].filter(
    (each) => each.length > 0,
  );
  const composed = intersectionOf([
    ...schema.allOf.map((part) => typeOf(part, context, possible)),
    ...variants.map((each) => unionOf(each.map((variant) => typeOf(variant, context, possible)))),
  ]);
  const parts = [...schema.allOf, ...variants.flat()];
  const saysEnough =
    composed !== unknownType &&
    isBareObject(schema, possible) &&
    parts.every((part) => isWithin(part, possible, context));
  return saysEnough ? composed : intersectionOf([ownType(schema, context, possible), composed]);
}

/**
 * Whether the type of a schema, used by its name if it has one, allows only values of these kinds.
 */
function isWithin(schema: Schema, kinds: readonly ValueKind[], context: TypeContext): boolean {
  return (
    context.referenceTo(schema) === undefined ||
    kindsOf(schema, context.schemas).every((kind) => kinds.includes(kind))
  );
}

/** Returns `then` and `else`, one of which every value matches; none if either is missing. */
function conditional({ if: condition, then, else: otherwise }: KeywordSchema): readonly Schema[] {
  if (condition === undefined || then === undefined || otherwise === undefined) return [];
  return [then, otherwise];
}

/** Whether a schema adds nothing but `type: object` to its variants. */
function isBareObject(schema: KeywordSchema, kinds: readonly ValueKind[]): boolean {
  return (
    kinds.length === 1 &&
    kinds[0] === 'object' &&
    schema.properties.size + schema.required.length + schema.patternProperties.size === 0 &&
    schema.additionalProperties === undefined &&
    valuesOf(schema) === undefined
  );
}

function ownType(
  schema: KeywordSchema,
  context: TypeContext,
  kinds: readonly ValueKind[],
): TypeExpression {
  const values = valuesOf(schema);
  if (values !== undefined) {
    return unionOf(values.filter((value) => kinds.includes(kindOfValue(value))).map(literalType));
  }
  const isOpen = schema.types === undefined || kinds.length === allKinds.length;
  if (isOpen && kinds.length > 0 && !constrainsStructure(schema)) return unknownType;
  return unionOf(kinds.map((kind) => kindType[kind](schema, context)));
}

function constrainsStructure(schema: KeywordSchema): boolean {
  return (
    schema.properties.size + schema.patternProperties.size + schema.required.length > 0 ||
    schema.additionalProperties !== undefined ||
    schema.items !== undefined
  );
}

type KindTypes = Readonly<
  Record<ValueKind, (schema: KeywordSchema, context: TypeContext) => TypeExpression>
>;

const keyword = (name: KeywordType) => (): TypeExpression => ({ kind: 'keyword', name });

const kindType: KindTypes = {
  object: objectType,
  array: arrayType,
  string: keyword('string'),
  number: keyword('number'),
  boolean: keyword('boolean'),
  null: keyword('null'),
};

function literalType(value: Json): TypeExpression {
  if (isList(value)) {
    return { kind: 'tuple', items: value.map(literalType), required: value.length };
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, item]) =>
      requiredMember(name, literalType(item)),
    );
    return { kind: 'object', members };
  }
  if (value === null) return { kind: 'keyword', name: 'null' };
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { kind: 'keyword', name: 'number' };
  }
  return { kind: 'literal', code: literal(value) };
}

function requiredMember(name: string, type: TypeExpression): Member {
  return { key: key(name), optional: false, type, docs: comment([]) };
}

function objectType(schema: KeywordSchema, context: TypeContext): ObjectType {
  const required = new Set(schema.required);
  const declared = [...schema.properties].map(([name, property]) => ({
    key: key(name),
    optional: !required.has(name),
    type: typeOf(property, context),
    docs: comment(schemaDocumentation(property)),
  }));
  const undeclared = [...required].filter((name) => !schema.properties.has(name));
  const rest = restType(schema, context);
  const type = isBrief(rest, undeclared.length) ? rest : unknownType;
  const members = [...declared, ...undeclared.map((name) => requiredMember(name, type))];
  const index = indexType(schema, rest, members);
  return { kind: 'object', members, ...(index === undefined ? {} : { index }) };
}

/** Returns the type of properties that have no schema of their own. */
function restType(schema: KeywordSchema, context: TypeContext): TypeExpression {
  const { additionalProperties, patternProperties } = schema;
  if (additionalProperties === undefined) return unknownType;
  const patterns = [...patternProperties.values()].map((pattern) => typeOf(pattern, context));
  return unionOf([typeOf(additionalProperties, context), ...patterns]);
}

/**
 * Returns the index signature of maps: objects without properties, or with a schema for additional
 * ones. It must include the types of all properties. If these are too long to be written twice, it is
 * `unknown`.
 */
function indexType(
  schema: KeywordSchema,
  rest: TypeExpression,
  members: readonly Member[],
): TypeExpression | undefined {
  const { additionalProperties, patternProperties } = schema;
  const open = additionalProperties === undefined || isTrue(additionalProperties);
  const closed = additionalProperties !== undefined && isFalse(additionalProperties);
  const isMap = members.length === 0 || !(open || (closed && patternProperties.size === 0));
  if (!isMap) return undefined;
  if (!members.every(({ type }) => isBrief(type))) return unknownType;
  const missing: readonly TypeExpression[] = members.some(({ optional }) => optional)
    ? [{ kind: 'keyword', name: 'undefined' }]
    : [];
  return unionOf([rest, ...members.map(({ type }) => type), ...missing]);
}

function isTrue(schema: Schema): boolean {
  return schema.kind === 'boolean' && schema.value;
}

function isFalse(schema: Schema): boolean {
  return schema.kind === 'boolean' && !schema.value;
}

function arrayType(schema: KeywordSchema, context: TypeContext): TypeExpression {
  const { items, additionalItems } = schema;
  if (items === undefined) return { kind: 'array', items: unknownType };
  if (!isTuple(items)) return { kind: 'array', items: typeOf(items, context) };
  const rest = additionalItems === undefined ? unknownType : typeOf(additionalItems, context);
  const maximum = numberOf(schema, 'maxItems') ?? Infinity;
  const closed =
    maximum <= items.length || (additionalItems !== undefined && isFalse(additionalItems));
  return {
    kind: 'tuple',
    items: items.map((item) => typeOf(item, context)),
    required: Math.min(items.length, numberOf(schema, 'minItems') ?? 0),
    ...(closed ? {} : { rest }),
  };
}

function numberOf(schema: KeywordSchema, name: 'minItems' | 'maxItems'): number | undefined {
  const value = schema.data.get(name);
  return typeof value === 'number' ? value : undefined;
}
