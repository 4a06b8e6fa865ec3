import type { Code } from '../code/code.js';

/** A TypeScript type, complete except for its layout. */
export type TypeExpression =
  | { readonly kind: 'keyword'; readonly name: KeywordType }
  | { readonly kind: 'literal'; readonly code: Code }
  | { readonly kind: 'reference'; readonly name: Code }
  | { readonly kind: 'array'; readonly items: TypeExpression }
  | TupleType
  | { readonly kind: 'union'; readonly members: readonly TypeExpression[] }
  | { readonly kind: 'intersection'; readonly members: readonly TypeExpression[] }
  | ObjectType;

export type KeywordType =
  'unknown' | 'never' | 'undefined' | 'null' | 'boolean' | 'number' | 'string';

export interface TupleType {
  readonly kind: 'tuple';
  readonly items: readonly TypeExpression[];
  /** The number of required items. */
  readonly required: number;
  /** The type of further items; absent for a closed tuple. */
  readonly rest?: TypeExpression;
}

export interface ObjectType {
  readonly kind: 'object';
  readonly members: readonly Member[];
  readonly index?: TypeExpression;
}

export interface Member {
  readonly key: Code;
  readonly optional: boolean;
  readonly type: TypeExpression;
  /** A JSDoc comment, or an empty string. */
  readonly docs: Code;
}

export const unknownType: TypeExpression = { kind: 'keyword', name: 'unknown' };
export const neverType: TypeExpression = { kind: 'keyword', name: 'never' };
/** `string & {}`: any string, in a union that still shows its literals. */
export const openStringType: TypeExpression = {
  kind: 'intersection',
  members: [
    { kind: 'keyword', name: 'string' },
    { kind: 'object', members: [] },
  ],
};

/**
 * The largest size that a type may add where it is written again. No type written by hand is
 * larger.
 */
const mostParts = 500;

/** Whether a type is small enough to be written `times` more times. */
export function isBrief(type: TypeExpression, times = 1): boolean {
  const parts = [type];
  for (const part of parts) {
    const below = partsOf(part);
    if ((parts.length + below.length) * times > mostParts) return false;
    for (const each of below) parts.push(each);
  }
  return true;
}

function partsOf(type: TypeExpression): readonly TypeExpression[] {
  switch (type.kind) {
    case 'array':
      return [type.items];
    case 'tuple':
      return [...type.items, ...(type.rest === undefined ? [] : [type.rest])];
    case 'union':
    case 'intersection':
      return type.members;
    case 'object':
      return [
        ...type.members.map((member) => member.type),
        ...(type.index === undefined ? [] : [type.index]),
      ];
    default:
      return [];
  }
}

function isKeyword(type: TypeExpression, name: KeywordType): boolean {
  return type.kind === 'keyword' && type.name === name;
}

/**
 * Returns the union of types, flat and without duplicates. With `unknown`, the union is `unknown`;
 * `never` is left out.
 */
export function unionOf(types: readonly TypeExpression[]): TypeExpression {
  const members = distinct(
    types.flatMap((type) => (type.kind === 'union' ? type.members : [type])),
  ).filter((type) => !isKeyword(type, 'never'));
  if (members.some((type) => isKeyword(type, 'unknown'))) return unknownType;
  return only(members, neverType) ?? { kind: 'union', members };
}

/**
 * Returns the intersection of types, flat and without duplicates. With `never`, it is `never`;
 * `unknown` is left out.
 */
export function intersectionOf(types: readonly TypeExpression[]): TypeExpression {
  const members = distinct(
    types.flatMap((type) => (type.kind === 'intersection' ? type.members : [type])),
  ).filter((type) => !isKeyword(type, 'unknown'));
  if (members.some((type) => isKeyword(type, 'never'))) return neverType;
  return only(members, unknownType) ?? { kind: 'intersection', members };
}

function only(
  members: readonly TypeExpression[],
  none: TypeExpression,
): TypeExpression | undefined {
  return members.length > 1 ? undefined : (members[0] ?? none);
}

function distinct(types: readonly TypeExpression[]): readonly TypeExpression[] {
  return [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
}
