import { isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';
import type { TypeDeclaration } from '../../src/plan/types/declarations.js';
import type {
  Member,
  ObjectType,
  TupleType,
  TypeExpression,
} from '../../src/plan/types/type-expression.js';
import { pool } from './candidates.js';
import type { Chance } from './chance.js';

/** The types of some declarations by name. */
export type Declared = ReadonlyMap<string, TypeExpression>;

export function declaredTypes(declarations: readonly TypeDeclaration[]): Declared {
  return new Map(
    declarations.map((declaration): [string, TypeExpression] => [
      declaration.name,
      declaration.kind === 'enum'
        ? { kind: 'union', members: declaration.values.map((code) => ({ kind: 'literal', code })) }
        : declaration.type,
    ]),
  );
}

/** No value was found: the type holds none, or it is too deep, or an intersection is too narrow. */
const none = Symbol('none');
type Sampled = Json | typeof none;

const deepest = 6;
/** Properties that types here may say something of, and one more. */
const names = ['a', 'b', 'c', 'd', '7', 'extra'] as const;

/** Builds values that have the shape of a type; the compiler is to say whether they do. */
export class TypeSampler {
  readonly #declared: Declared;
  readonly #chance: Chance;

  constructor(declared: Declared, chance: Chance) {
    this.#declared = declared;
    this.#chance = chance;
  }

  sample(type: TypeExpression): readonly Json[] {
    const value = this.#sample(type, 0);
    return value === none ? [] : [value];
  }

  #sample(type: TypeExpression, depth: number): Sampled {
    if (depth > deepest) return none;
    switch (type.kind) {
      case 'keyword':
        return this.#keyword(type.name);
      case 'literal': {
        const value: Json = JSON.parse(type.code);
        return value;
      }
      case 'reference':
        return this.#sample(this.#resolve(type), depth);
      case 'array':
        return this.#list(
          Array.from({ length: this.#chance.below(3) }, () => type.items),
          depth,
        );
      case 'tuple':
        return this.#list(this.#tupleItems(type), depth);
      case 'union': {
        const [first, ...others] = type.members.filter((member) => !isUndefined(member));
        return first === undefined
          ? none
          : this.#sample(this.#chance.of([first, ...others]), depth);
      }
      case 'intersection':
        return this.#intersection(type.members, depth);
      case 'object':
        return this.#object([type], depth);
    }
  }

  #keyword(name: string): Sampled {
    const byKeyword: Readonly<Record<string, Json>> = {
      null: null,
      boolean: this.#chance.oneIn(2),
      number: this.#chance.of([0, 1, -2.5, 7]),
      string: this.#chance.of(['', 'x', 'hello', '2024-01-01T00:00:00Z']),
      unknown: this.#chance.of(pool),
    };
    return Object.hasOwn(byKeyword, name) ? (byKeyword[name] ?? null) : none;
  }

  #resolve(type: TypeExpression): TypeExpression {
    if (type.kind !== 'reference') return type;
    const declared = this.#declared.get(type.name);
    if (declared === undefined) throw new Error(`No declaration of ${type.name}`);
    return this.#resolve(declared);
  }

  #list(types: readonly TypeExpression[], depth: number): Sampled {
    const items = types.map((type) => this.#sample(type, depth + 1));
    const values = items.filter((item) => item !== none);
    return values.length === items.length ? values : none;
  }

  #tupleItems({ items, required, rest }: TupleType): readonly TypeExpression[] {
    const length = required + this.#chance.below(items.length - required + 1);
    const isFull = length === items.length && rest !== undefined && this.#chance.oneIn(2);
    return [...items.slice(0, length), ...(isFull ? [rest] : [])];
  }

  /** One value for all of them: objects are joined, else the first that happens to fit. */
  #intersection(types: readonly TypeExpression[], depth: number): Sampled {
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const chosen = types.flatMap((type) => this.#choose(type, depth));
      const objects = chosen.filter((type) => type.kind === 'object');
      const [first = none, ...others] = chosen;
      if (first === none) return none;
      const value =
        objects.length === chosen.length
          ? this.#object(objects, depth)
          : this.#sample(this.#chance.of([first, ...others]), depth + 1);
      if (value !== none && chosen.every((type) => this.#fits(value, type))) return value;
    }
    return none;
  }

  /** A member of each union, and all members of intersections. */
  #choose(type: TypeExpression, depth: number): readonly TypeExpression[] {
    const resolved = this.#resolve(type);
    if (depth > deepest) return [{ kind: 'keyword', name: 'never' }];
    if (resolved.kind === 'intersection') {
      return resolved.members.flatMap((member) => this.#choose(member, depth + 1));
    }
    if (resolved.kind !== 'union') return [resolved];
    const [first, ...others] = resolved.members.filter((member) => !isUndefined(member));
    return first === undefined ? [] : this.#choose(this.#chance.of([first, ...others]), depth + 1);
  }

  #object(types: readonly ObjectType[], depth: number): Sampled {
    const entries: (readonly [string, Json])[] = [];
    for (const key of this.#keysOf(types)) {
      const held = types.flatMap((type) => memberType(type, key));
      const value = this.#intersectionOrOne(held, depth + 1);
      const isRequired = types.some(({ members }) =>
        members.some((member) => nameOf(member) === key && !member.optional),
      );
      if (value !== none) entries.push([key, value]);
      else if (isRequired) return none;
    }
    return Object.fromEntries(entries);
  }

  /** Those that have to be there, some that may, and some of a map. */
  #keysOf(types: readonly ObjectType[]): ReadonlySet<string> {
    const members = types.flatMap((type) => type.members);
    const kept = members.filter(({ optional }) => !optional || this.#chance.oneIn(2));
    const isMap = types.every((type) => type.index !== undefined) && members.length === 0;
    const extra = isMap ? names.filter(() => this.#chance.oneIn(3)) : [];
    return new Set([...kept.map(nameOf), ...extra]);
  }

  #intersectionOrOne(types: readonly TypeExpression[], depth: number): Sampled {
    const [first, ...others] = types;
    if (first === undefined) return this.#chance.of(pool);
    return others.length === 0 ? this.#sample(first, depth) : this.#intersection(types, depth);
  }

  #fits(value: Json, type: TypeExpression): boolean {
    const resolved = this.#resolve(type);
    switch (resolved.kind) {
      case 'keyword':
        return fitsKeyword(value, resolved.name);
      case 'literal':
        return JSON.stringify(value) === resolved.code;
      case 'reference':
        return false;
      case 'array':
        return isArray(value) && value.every((item) => this.#fits(item, resolved.items));
      case 'tuple':
        return isArray(value) && this.#fitsTuple(value, resolved);
      case 'union':
        return resolved.members.some((member) => this.#fits(value, member));
      case 'intersection':
        return resolved.members.every((member) => this.#fits(value, member));
      case 'object':
        return isObject(value) && this.#fitsObject(value, resolved);
    }
  }

  #fitsTuple(value: readonly Json[], { items, required, rest }: TupleType): boolean {
    return (
      value.length >= required &&
      value.every((item, index) => {
        const type = items[index] ?? rest;
        return type !== undefined && this.#fits(item, type);
      })
    );
  }

  #fitsObject(value: JsonObject, type: ObjectType): boolean {
    return (
      type.members.every((member) => member.optional || Object.hasOwn(value, nameOf(member))) &&
      Object.entries(value).every(([key, item]) =>
        memberType(type, key).every((each) => this.#fits(item, each)),
      )
    );
  }
}

function isUndefined(type: TypeExpression): boolean {
  return type.kind === 'keyword' && type.name === 'undefined';
}

function memberType({ members, index }: ObjectType, key: string): readonly TypeExpression[] {
  const own = members.filter((member) => nameOf(member) === key).map(({ type }) => type);
  return own.length > 0 || index === undefined ? own : [index];
}

function nameOf({ key }: Member): string {
  if (!key.startsWith('"')) return key;
  const name: string = JSON.parse(key);
  return name;
}

function fitsKeyword(value: Json, name: string): boolean {
  if (name === 'unknown') return true;
  return name === 'null' ? value === null : typeof value === name;
}
