/** AsyncAPI's own JSON Schema, read as the list of what may stand where. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isArray, isObject, type Json, type JsonObject, member } from '../../src/json/json.js';
import { childPointer, valueAt } from '../../src/json/pointer.js';

/** A schema of the metaschema, and where it stands in it. */
export interface Place {
  readonly pointer: string;
  readonly schema: Json;
}

export interface TextShape {
  readonly kind: 'text';
  readonly pointer: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly maxLength?: number;
}

/** Keys that the author of a document chooses. */
export interface MapShape {
  readonly pointer: string;
  readonly key: TextShape;
  readonly values: Place;
}

export interface ObjectShape {
  readonly kind: 'object';
  readonly pointer: string;
  readonly properties: ReadonlyMap<string, Place>;
  readonly required: ReadonlySet<string>;
  readonly maps: readonly MapShape[];
}

/** What may stand in a place; several of them are alternatives. */
export type Shape =
  | TextShape
  | ObjectShape
  | { readonly kind: 'fixed'; readonly value: Json }
  /** Whatever JSON there is. */
  | { readonly kind: 'any'; readonly pointer: string }
  | { readonly kind: 'list'; readonly items: Place; readonly isTuple: boolean }
  /** A reference object and nothing else. */
  | { readonly kind: 'reference' };

/** AsyncAPI's own reference objects, and those of the schema formats that it embeds. */
const REFERENCE = '/definitions/Reference';
/** Extensions: no field of the specification has such a name. */
const EXTENSION = '^x-';

export class Metaschema {
  readonly root: Place;

  constructor(version: '3.0.0' | '3.1.0') {
    // It comes with the parser, so it is the one that the parser checks documents against.
    const ofParser = createRequire(createRequire(import.meta.url).resolve('@asyncapi/parser'));
    const file = ofParser.resolve(`@asyncapi/specs/schemas/${version}-without-$id.json`);
    const schema: Json = JSON.parse(readFileSync(file, 'utf8'));
    this.root = { pointer: '', schema };
  }

  /** What may stand in a place, references but those of documents followed. */
  shapesOf(place: Place): readonly Shape[] {
    if (isReference(place)) return [{ kind: 'reference' }];
    return this.#expand(place).flatMap((parts) =>
      parts.some(isReference) ? [{ kind: 'reference' } as const] : shapesOfParts(parts),
    );
  }

  /** Alternatives, each a list of schemas that all have to hold, free of references and choices. */
  #expand(place: Place): readonly (readonly Place[])[] {
    const reference = member(place.schema, '$ref');
    if (typeof reference === 'string') {
      if (reference.endsWith(REFERENCE)) return [[place]];
      const pointer = reference.slice(1);
      return this.#expand({ pointer, schema: valueAt(this.root.schema, pointer) ?? true });
    }
    const all = childrenAt(place, 'allOf');
    const conditional = all.filter(({ schema }) => member(schema, 'if') !== undefined);
    const factors = [
      ...all.filter((each) => !conditional.includes(each)).map((each) => this.#expand(each)),
      ...choices(conditional.flatMap((each) => this.#branches(each))),
      ...choices(this.#branches(place)),
      ...['oneOf', 'anyOf'].flatMap((keyword) =>
        choices(childrenAt(place, keyword).flatMap((each) => this.#expand(each))),
      ),
    ];
    return factors.reduce<readonly (readonly Place[])[]>(
      (product, factor) => product.flatMap((left) => factor.map((right) => [...left, ...right])),
      [[place]],
    );
  }

  /** `then` under its condition, and `else`. */
  #branches(place: Place): readonly (readonly Place[])[] {
    const condition = member(place.schema, 'if');
    if (condition === undefined) return [];
    const notAnObject = member(member(condition, 'not'), 'type') === 'object';
    const met = {
      pointer: childPointer(place.pointer, 'if'),
      schema: condition,
    };
    const yes = childAt(place, 'then').flatMap((each) => this.#expand(each));
    const no = childAt(place, 'else').flatMap((each) => this.#expand(each));
    return [...(notAnObject ? [] : yes.map((parts) => [...parts, met])), ...no];
  }
}

function choices<T>(alternatives: readonly T[]): readonly (readonly T[])[] {
  return alternatives.length === 0 ? [] : [alternatives];
}

function isReference({ schema }: Place): boolean {
  const reference = member(schema, '$ref');
  return typeof reference === 'string' && reference.endsWith(REFERENCE);
}

function childAt({ pointer, schema }: Place, keyword: string): readonly Place[] {
  const child = member(schema, keyword);
  return child === undefined ? [] : [{ pointer: childPointer(pointer, keyword), schema: child }];
}

function childrenAt(place: Place, keyword: string): readonly Place[] {
  return childAt(place, keyword).flatMap(({ pointer, schema }) =>
    isArray(schema)
      ? schema.map((each, index) => ({ pointer: childPointer(pointer, index), schema: each }))
      : [],
  );
}

/** What all of some plain schemas together allow. */
function shapesOfParts(parts: readonly Place[]): readonly Shape[] {
  const values = parts.map(({ schema }) => valuesOf(schema)).filter((each) => each !== undefined);
  const [fewest] = values.toSorted((a, b) => a.length - b.length);
  if (fewest !== undefined) return fewest.map((value) => ({ kind: 'fixed', value }));
  const pointer = parts.at(-1)?.pointer ?? '';
  const types = parts.flatMap(({ schema }) => [member(schema, 'type') ?? []].flat());
  const any: Shape = { kind: 'any', pointer };
  if (types.length > 3 && types.includes('object')) return [any];
  if (types.includes('object') || parts.some(describesObject)) return [objectOf(parts)];
  if (types.includes('array')) return parts.flatMap(listOf).slice(-1);
  return [scalarOf(parts, types) ?? any];
}

function scalarOf(parts: readonly Place[], types: readonly Json[]): Shape | undefined {
  if (types.includes('string')) return textOf(parts);
  if (types.includes('boolean')) return { kind: 'fixed', value: true };
  return types.includes('number') || types.includes('integer') ? numberOf(parts) : undefined;
}

function valuesOf(schema: Json): readonly Json[] | undefined {
  const only = member(schema, 'const');
  const several = member(schema, 'enum');
  if (only !== undefined) return [only];
  return isArray(several) ? several : undefined;
}

function describesObject({ schema }: Place): boolean {
  return ['properties', 'patternProperties', 'required'].some(
    (keyword) => member(schema, keyword) !== undefined,
  );
}

function numberOf(parts: readonly Place[]): Shape {
  const least = parts.map(({ schema }) => member(schema, 'minimum'));
  return { kind: 'fixed', value: least.find((each) => typeof each === 'number') ?? 1 };
}

function textOf(parts: readonly Place[]): TextShape {
  const found = (keyword: string): Json | undefined =>
    parts.map(({ schema }) => member(schema, keyword)).find((value) => value !== undefined);
  const pattern = found('pattern');
  const format = found('format');
  const maxLength = found('maxLength');
  return {
    kind: 'text',
    pointer: parts.find(({ schema }) => member(schema, 'type') !== undefined)?.pointer ?? '',
    ...(typeof pattern === 'string' ? { pattern } : {}),
    ...(typeof format === 'string' ? { format } : {}),
    ...(typeof maxLength === 'number' ? { maxLength } : {}),
  };
}

function listOf(place: Place): readonly Shape[] {
  return childAt(place, 'items').flatMap((items): readonly Shape[] => {
    // Each place of a tuple has a schema of its own: the first stands for them.
    const [first] = childrenAt(place, 'items');
    return [{ kind: 'list', items: first ?? items, isTuple: first !== undefined }];
  });
}

function objectOf(parts: readonly Place[]): ObjectShape {
  const absent = new Set(
    parts.flatMap(({ schema }) => textsOf(member(member(schema, 'not'), 'required'))),
  );
  const required = new Set(parts.flatMap(({ schema }) => textsOf(member(schema, 'required'))));
  const properties = new Map(
    parts
      .flatMap((part) => childAt(part, 'properties'))
      .flatMap(({ pointer, schema }) =>
        Object.entries(isObject(schema) ? schema : {}).map(
          ([name, child]) =>
            [name, { pointer: childPointer(pointer, name), schema: child }] as const,
        ),
      )
      .filter(([name]) => !absent.has(name) && name !== '$ref'),
  );
  const pointer = ownPointer(parts);
  const maps = parts.flatMap(mapsOf);
  const isFree = properties.size === 0 && maps.length === 0 && parts.every(isOpen);
  return {
    kind: 'object',
    pointer,
    properties,
    required,
    maps: isFree ? [freeMap(pointer)] : maps,
  };
}

/** The place that names the fields, whatever led there. */
function ownPointer(parts: readonly Place[]): string {
  const isCondition = ({ pointer }: Place): boolean => pointer.endsWith('/if');
  const naming = parts.filter(
    (part) => !isCondition(part) && member(part.schema, 'properties') !== undefined,
  );
  return (naming.at(-1) ?? parts.at(-1))?.pointer ?? '';
}

function textsOf(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function isOpen({ schema }: Place): boolean {
  return member(schema, 'additionalProperties') !== false;
}

function mapsOf(part: Place): readonly MapShape[] {
  const byPattern = childAt(part, 'patternProperties').flatMap(({ pointer, schema }) =>
    Object.entries(isObject(schema) ? schema : {}).map(([pattern, values]) => {
      const at = childPointer(pointer, pattern);
      // What is beside the pattern may have any name, unless the schema is closed.
      const isFixed = pattern.startsWith(EXTENSION) || !isOpen(part);
      const key = { kind: 'text', pointer: `${at}{}`, ...(isFixed ? { pattern } : {}) } as const;
      return { pointer: at, key, values: { pointer: at, schema: values } };
    }),
  );
  const byDefault = childAt(part, 'additionalProperties')
    .filter(({ schema }) => isObject(schema))
    .map((values) => ({ pointer: values.pointer, key: keyOf(part, values.pointer), values }));
  return [...byPattern, ...byDefault];
}

function keyOf({ schema }: Place, pointer: string): TextShape {
  const format = member(member(schema, 'propertyNames'), 'format');
  // Draft-07 says of `patternProperties` alone that its keys are regular expressions.
  const isPattern = format === 'regex' || pointer.includes('/patternProperties/');
  return { kind: 'text', pointer: `${pointer}{}`, ...(isPattern ? { format: 'regex' } : {}) };
}

function freeMap(pointer: string): MapShape {
  const at = `${pointer}/*`;
  const free: JsonObject = {};
  return {
    pointer: at,
    key: { kind: 'text', pointer: `${at}{}` },
    values: { pointer: at, schema: free },
  };
}

/** Every position of a text: in a value, or of a key. Data of any form counts as one. */
export function textPositions(metaschema: Metaschema): ReadonlyMap<string, TextShape> {
  const found = new Map<string, TextShape>();
  const seen = new Set<string>();
  const queue: Place[] = [metaschema.root];
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    if (seen.has(place.pointer)) continue;
    seen.add(place.pointer);
    for (const shape of metaschema.shapesOf(place)) {
      if (shape.kind === 'text') found.set(shape.pointer, shape);
      if (shape.kind === 'any') found.set(shape.pointer, { ...shape, kind: 'text' });
      if (shape.kind === 'list') queue.push(shape.items);
      if (shape.kind !== 'object') continue;
      queue.push(...shape.properties.values());
      for (const { key, values } of shape.maps) {
        found.set(key.pointer, key);
        queue.push(values);
      }
    }
  }
  return found;
}
