import { isList, isObject, type Json, type JsonObject, member, referenceOf } from '../json/json.js';
import { childPointer, valueAt } from '../json/pointer.js';

/**
 * Splits the JSON Schema of AsyncAPI into parts. A part validates a value and names the parts that
 * validate the values within it. The part for the whole document has the empty name; the name of any
 * other part is the pointer to its schema below `definitions`.
 */
export function splitIntoParts(root: JsonObject): ReadonlyMap<string, Json> {
  const splitter = new Splitter(root);
  const parts = new Map<string, Json>();
  for (let name = splitter.open.pop(); name !== undefined; name = splitter.open.pop()) {
    if (!parts.has(name)) parts.set(name, splitter.partAt(pointerTo(name)));
  }
  return parts;
}

const definitions = '/definitions/';

function pointerTo(name: string): string {
  return name === '' ? '' : definitions + name;
}

/** A schema, or what a keyword holds, and its JSON pointer. */
interface Place {
  readonly schema: Json;
  readonly pointer: string;
}

const annotations = new Set([
  ...['$schema', '$id', '$comment', 'title', 'description', 'examples', 'example', 'default'],
  'definitions',
]);
/** Keywords whose schemas apply to values within the value, with schemas by name or not. */
const maps = new Set(['properties', 'patternProperties']);
const within = new Set(['additionalProperties', 'additionalItems', 'items', 'propertyNames']);
/** Keywords whose schemas apply to the value itself. */
const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'then', 'else', 'if', 'not']);
/** Other keywords with schemas, which AsyncAPI's JSON Schema does not use so far. */
const unknown = new Set(['contains', 'dependencies', '$defs']);

type Rewrite = (place: Place) => Json;

class Splitter {
  /** The names of parts that are not made yet. */
  readonly open = [''];
  readonly #root: JsonObject;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  partAt(pointer: string): Json {
    return this.#judgeItself(this.#placeAt(pointer));
  }

  /** Rewrites a schema for the value of the part itself: it includes the schemas it refers to. */
  readonly #judgeItself: Rewrite = (place) => this.#rewrite(place, this.#judgeItself);

  /** Rewrites a schema for a value within: the schemas it refers to are parts, unless they are simple. */
  readonly #judgeWithin: Rewrite = (place) =>
    this.#rewrite(place, (target) =>
      this.#isSimple(target) ? this.#judgeItself(target) : this.#judgeByParts([target]),
    );

  /** Rewrites a schema in terms of parts; `refer` replaces references to other schemas. */
  #rewrite(place: Place, refer: Rewrite): Json {
    if (!isObject(place.schema)) return place.schema;
    const reference = referenceOf(place.schema);
    if (reference !== undefined) return refer(this.#placeAt(reference.slice(1)));
    return Object.fromEntries(
      keywordsOf(place).flatMap(([keyword, held]): readonly (readonly [string, Json])[] => {
        if (keyword === 'oneOf' || keyword === 'anyOf') return this.#choose(keyword, held);
        // The `uniqueItems` of ajv compares each item with each.
        if (keyword === 'uniqueItems') return [['distinct', held.schema]];
        return [[keyword, this.#rewriteHeld(keyword, held, refer)]];
      }),
    );
  }

  #rewriteHeld(keyword: string, held: Place, refer: Rewrite): Json {
    if (maps.has(keyword)) {
      return Object.fromEntries(
        entriesOf(held).map(([key, child]): readonly [string, Json] => [
          key,
          this.#judgeWithin(child),
        ]),
      );
    }
    if (!inPlace.has(keyword) && !within.has(keyword)) return held.schema;
    const isCondition = keyword === 'if' || keyword === 'not';
    if (isCondition && !this.#isPlain(held))
      throw new Error(`${held.pointer} needs several parts.`);
    const change: Rewrite = (child) =>
      inPlace.has(keyword) ? this.#rewrite(child, refer) : this.#judgeWithin(child);
    return isList(held.schema) ? itemsOf(held).map(change) : change(held);
  }

  /**
   * Rewrites `oneOf` or `anyOf`. Plain alternatives stay in the part. Otherwise each alternative is a
   * part of its own, so that the wrong ones leave no values to other parts.
   */
  #choose(keyword: string, held: Place): readonly (readonly [string, Json])[] {
    const options = itemsOf(held);
    const isOwn = options.every((option) => !this.#isReference(option) && this.#isPlain(option));
    return isOwn
      ? [[keyword, options.map(this.#judgeItself)]]
      : Object.entries(this.#judgeByParts(options));
  }

  /** A schema for a value that one of several parts has to allow. */
  #judgeByParts(options: readonly Place[]): JsonObject {
    const all = options.flatMap((option) => this.#alternativesIn(option));
    const names = all
      .filter((option) => !this.#isReference(option))
      .map(({ pointer }) => pointer.slice(definitions.length));
    for (const name of names) this.open.push(name);
    return { [names.length < all.length ? 'partOrReference' : 'part']: names.join('|') };
  }

  /** The alternatives that a schema consists of, with those of alternatives in their place. */
  #alternativesIn(place: Place): readonly Place[] {
    const target = this.#follow(place);
    const [only, ...others] = keywordsOf(target);
    const isChoice = others.length === 0 && (only?.[0] === 'oneOf' || only?.[0] === 'anyOf');
    return isChoice ? itemsOf(only[1]).flatMap((each) => this.#alternativesIn(each)) : [target];
  }

  /** Whether a schema is a Reference Object of AsyncAPI or of another format: it requires only `$ref`. */
  #isReference(place: Place): boolean {
    const required = member(this.#follow(place).schema, 'required');
    return isList(required) && required.length === 1 && required[0] === '$ref';
  }

  /** Whether a schema leaves no values within to other parts. */
  #isPlain(place: Place): boolean {
    return keywordsOf(this.#follow(place)).every(([keyword, held]) =>
      schemasIn(keyword, held).every((child) =>
        inPlace.has(keyword) ? this.#isPlain(child) : this.#isSimple(child),
      ),
    );
  }

  /** Whether neither a schema nor a schema it leads to describes objects. */
  #isSimple(place: Place, above: readonly string[] = []): boolean {
    const target = this.#follow(place);
    if (above.includes(target.pointer)) return false;
    return keywordsOf(target).every(
      ([keyword, held]) =>
        !describesObjects(keyword, held) &&
        schemasIn(keyword, held).every((child) =>
          this.#isSimple(child, [...above, target.pointer]),
        ),
    );
  }

  #follow(place: Place): Place {
    const reference = referenceOf(place.schema);
    return reference === undefined ? place : this.#follow(this.#placeAt(reference.slice(1)));
  }

  #placeAt(pointer: string): Place {
    const schema = valueAt(this.#root, pointer);
    if (schema === undefined) throw new Error(`The JSON Schema of AsyncAPI has no "${pointer}".`);
    return { schema, pointer };
  }
}

function describesObjects(keyword: string, { schema }: Place): boolean {
  return maps.has(keyword) || (keyword === 'additionalProperties' && schema !== true);
}

/** The keywords of a schema and what they hold, without annotations. */
function keywordsOf(place: Place): readonly (readonly [string, Place])[] {
  return entriesOf(place).filter(([keyword, { pointer }]) => {
    if (unknown.has(keyword)) throw new Error(`${pointer}: this keyword is not supported yet.`);
    return !annotations.has(keyword);
  });
}

/** The schemas that a keyword holds. */
function schemasIn(keyword: string, held: Place): readonly Place[] {
  if (maps.has(keyword)) return entriesOf(held).map(([, child]) => child);
  if (!inPlace.has(keyword) && !within.has(keyword)) return [];
  return isList(held.schema) ? itemsOf(held) : [held];
}

function entriesOf({ schema, pointer }: Place): readonly (readonly [string, Place])[] {
  return Object.entries(isObject(schema) ? schema : {}).map(([key, child]) => [
    key,
    { schema: child, pointer: childPointer(pointer, key) },
  ]);
}

function itemsOf({ schema, pointer }: Place): readonly Place[] {
  return (isList(schema) ? schema : []).map((child, index) => ({
    schema: child,
    pointer: childPointer(pointer, index),
  }));
}
