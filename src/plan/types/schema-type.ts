import { isList, isObject, type Json } from '../../json/json.js';
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
  /** The name of the declaration that stands for a schema, if it has one. */
  referenceTo(schema: Schema): Code | undefined;
}

/** The type at a place where a schema is used: its declaration's name, or the type written out. */
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
 * The tightest type known to hold every value that the schema accepts. `kinds` are those that
 * schemas around this one leave open.
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

/** Whether the type at a place holds values of these kinds only: a name brings all that it stands for. */
function isWithin(schema: Schema, kinds: readonly ValueKind[], context: TypeContext): boolean {
  return (
    context.referenceTo(schema) === undefined ||
    kindsOf(schema, context.schemas).every((kind) => kinds.includes(kind))
  );
}

/** A value passes `then` or `else`; without one of them nothing is known. */
function conditional({ if: condition, then, else: otherwise }: KeywordSchema): readonly Schema[] {
  if (condition === undefined || then === undefined || otherwise === undefined) return [];
  return [then, otherwise];
}

/** `type: object` beside variants that say more adds nothing but an index signature. */
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

/** What a property without a schema of its own may hold. */
function restType(schema: KeywordSchema, context: TypeContext): TypeExpression {
  const { additionalProperties, patternProperties } = schema;
  if (additionalProperties === undefined) return unknownType;
  const patterns = [...patternProperties.values()].map((pattern) => typeOf(pattern, context));
  return unionOf([typeOf(additionalProperties, context), ...patterns]);
}

/**
 * An index signature is for maps: where additional properties have a schema, or where there are no
 * properties. Every member has to fit it, so it takes their types in; very long ones, which would be
 * written twice at each level, make it `unknown`.
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
