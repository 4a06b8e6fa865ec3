import { isArray, isObject, type Json } from '../../json/json.js';
import { comment, key, literal } from '../code/code.js';
import type { Member, TypeExpression } from './type-expression.js';

/** The type of one JSON value. */
export function literalType(value: Json): TypeExpression {
  if (isArray(value)) {
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

/** A member that is always there, without documentation. */
export function requiredMember(name: string, type: TypeExpression): Member {
  return { key: key(name), optional: false, type, docs: comment([]) };
}
