import type { Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { isTuple } from '../../model/schema/subschemas.js';
import { comment, key, type Code } from '../code/code.js';
import { schemaDocumentation } from '../code/documentation.js';
import {
  conditionalChoices,
  isConditional,
  type ConditionalChoice,
} from './conditional-choices.js';
import { conditionalProperties } from './conditional-properties.js';
import { literalType, requiredMember } from './literal-type.js';
import {
  constrainsStructure,
  isBareObject,
  isFalse,
  isObjectOnly,
  isTrue,
} from './schema-facts.js';
import {
  intersectionOf,
  isBrief,
  neverType,
  openStringType,
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
  const choices = isObjectOnly(possible) ? conditionalChoices(schema, context.schemas) : [];
  const chosen = new Set<Schema>(choices.flatMap(({ conditionals }) => conditionals));
  const variants = [
    schema.anyOf,
    schema.oneOf,
    ...(chosen.has(schema) ? [] : [conditional(schema)]),
  ].filter((each) => each.length > 0);
  const composed = intersectionOf([
    ...schema.allOf
      .filter((part) => !(part.kind === 'keywords' && chosen.has(part) && isConditional(part)))
      .map((part) => typeOf(part, context, possible)),
    ...choices.map((choice) => choiceType(choice, context)),
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

/** Returns a union that the values of one property discriminate. */
function choiceType({ property, arms }: ConditionalChoice, context: TypeContext): TypeExpression {
  return unionOf(
    arms.map(({ values, applied }) => {
      const member = requiredMember(property, unionOf(values.map(literalType)));
      const types = applied.map((part) => typeOf(part, context, ['object']));
      return intersectionOf(withMember(member, types));
    }),
  );
}

/** Puts a member into the first of some types, or before it where that one has no room for it. */
function withMember(member: Member, types: readonly TypeExpression[]): readonly TypeExpression[] {
  const [first, ...others] = types;
  const hasRoom =
    first?.kind === 'object' &&
    first.index === undefined &&
    first.members.every(({ key: name }) => name !== member.key);
  return hasRoom
    ? [{ ...first, members: [member, ...first.members] }, ...others]
    : [{ kind: 'object', members: [member] }, ...types];
}

function ownType(
  schema: KeywordSchema,
  context: TypeContext,
  kinds: readonly ValueKind[],
): TypeExpression {
  const values = valuesOf(schema);
  if (values !== undefined) {
    const literals = values.filter((value) => kinds.includes(kindOfValue(value))).map(literalType);
    const isOpen = schema.isOpen === true && kinds.includes('string');
    return unionOf(isOpen ? [...literals, openStringType] : literals);
  }
  const isOpen = schema.types === undefined || kinds.length === allKinds.length;
  const isShown = constrainsStructure(schema) || declaresUnderCondition(schema, context);
  if (isOpen && kinds.length > 0 && !isShown) return unknownType;
  return unionOf(kinds.map((kind) => kindType[kind](schema, context)));
}

/**
 * Whether a schema with a type of its own declares properties only under a condition. Those of other
 * schemas are members of the schema around them.
 */
function declaresUnderCondition(schema: KeywordSchema, context: TypeContext): boolean {
  return (
    context.referenceTo(schema) !== undefined && conditionalMembers(schema, context).length > 0
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
  const members = [
    ...declared,
    ...undeclared.map((name) => requiredMember(name, type)),
    ...conditionalMembers(schema, context),
  ];
  const index = indexType(schema, rest, members);
  return { kind: 'object', members, ...(index === undefined ? {} : { index }) };
}

/** Returns members for properties that are declared only under a condition. */
function conditionalMembers(schema: KeywordSchema, context: TypeContext): readonly Member[] {
  const { additionalProperties, required } = schema;
  if (additionalProperties !== undefined && !isTrue(additionalProperties)) return [];
  const isNamed = (part: Schema): boolean => context.referenceTo(part) !== undefined;
  return [...conditionalProperties(schema, context.schemas, isNamed)]
    .filter(([name]) => !required.includes(name))
    .map(([name, property]) => ({
      key: key(name),
      optional: true,
      type: unknownType,
      docs: comment(schemaDocumentation(property)),
    }));
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
