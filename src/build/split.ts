import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  referenceOf,
} from '../json/json.js';
import { childPointer, valueAt } from '../json/pointer.js';

/**
 * Splits the JSON Schema of AsyncAPI into parts. A part validates a value and names the parts that
 * validate its inner values. The part for the whole document has the empty name. The name of any other
 * part is the JSON pointer to its schema, relative to `definitions`.
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

/** A schema or the value of a keyword, and its JSON pointer. */
interface Subschema {
  readonly schema: Json;
  readonly pointer: string;
}

const annotations = new Set([
  ...['$schema', '$id', '$comment', 'title', 'description', 'examples', 'example', 'default'],
  'definitions',
]);
/** Keywords with a map of schemas that apply to inner values. */
const maps = new Set(['properties', 'patternProperties']);
/** Keywords whose schemas apply to inner values, e.g. to the items of an array. */
const inner = new Set(['additionalProperties', 'additionalItems', 'items', 'propertyNames']);
/** Keywords whose schemas apply to the value itself. */
const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'then', 'else', 'if', 'not']);
/** Other keywords with schemas, which the JSON Schema of AsyncAPI does not use so far. */
const unsupported = new Set(['contains', 'dependencies', '$defs']);

type Rewrite = (subschema: Subschema) => Json;

class Splitter {
  /** The names of the parts that are not built yet. */
  readonly open = [''];
  readonly #root: JsonObject;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  partAt(pointer: string): Json {
    return this.#rewriteOwn(this.#subschemaAt(pointer));
  }

  /** Rewrites a schema for the value of the part itself: the schemas it refers to are included. */
  readonly #rewriteOwn: Rewrite = (subschema) => this.#rewrite(subschema, this.#rewriteOwn);

  /**
   * Rewrites a schema for an inner value: the schemas it refers to become parts, unless they are
   * simple.
   */
  readonly #rewriteInner: Rewrite = (subschema) =>
    this.#rewrite(subschema, (target) =>
      this.#isSimple(target) ? this.#rewriteOwn(target) : this.#delegate([target]),
    );

  /** Rewrites a schema. `refer` replaces references to other schemas. */
  #rewrite(subschema: Subschema, refer: Rewrite): Json {
    if (!isObject(subschema.schema)) return subschema.schema;
    const reference = referenceOf(subschema.schema);
    if (reference !== undefined) return refer(this.#subschemaAt(reference.slice(1)));
    return Object.fromEntries(
      keywordsOf(subschema).flatMap(([keyword, content]): readonly (readonly [string, Json])[] => {
        if (keyword === 'oneOf' || keyword === 'anyOf') return this.#choose(keyword, content);
        // ajv implements `uniqueItems` in quadratic time.
        if (keyword === 'uniqueItems') return [['distinct', content.schema]];
        return [[keyword, this.#rewriteContent(keyword, content, refer)]];
      }),
    );
  }

  #rewriteContent(keyword: string, content: Subschema, refer: Rewrite): Json {
    if (maps.has(keyword)) {
      return Object.fromEntries(
        entriesOf(content).map(([key, child]): readonly [string, Json] => [
          key,
          this.#rewriteInner(child),
        ]),
      );
    }
    if (!inPlace.has(keyword) && !inner.has(keyword)) return content.schema;
    const isCondition = keyword === 'if' || keyword === 'not';
    if (isCondition && !this.#isPlain(content))
      throw new Error(`The condition at ${content.pointer} must not need other parts.`);
    const change: Rewrite = (child) =>
      inPlace.has(keyword) ? this.#rewrite(child, refer) : this.#rewriteInner(child);
    return isArray(content.schema) ? itemsOf(content).map(change) : change(content);
  }

  /**
   * Rewrites `oneOf` or `anyOf`. Plain alternatives stay in the part. Otherwise each alternative
   * becomes a part, so that alternatives that do not allow a value do not leave its inner values to
   * other parts.
   */
  #choose(keyword: string, content: Subschema): readonly (readonly [string, Json])[] {
    const options = itemsOf(content);
    const isPlain = options.every((option) => !this.#isReference(option) && this.#isPlain(option));
    return isPlain
      ? [[keyword, options.map(this.#rewriteOwn)]]
      : Object.entries(this.#delegate(options));
  }

  /** Returns a schema for a value that one of several parts must allow. */
  #delegate(options: readonly Subschema[]): JsonObject {
    const all = options.flatMap((option) => this.#alternativesIn(option));
    const names = all
      .filter((option) => !this.#isReference(option))
      .map(({ pointer }) => pointer.slice(definitions.length));
    for (const name of names) this.open.push(name);
    return { [names.length < all.length ? 'partOrReference' : 'part']: names.join('|') };
  }

  /** Returns the alternatives of a schema. Nested alternatives are flattened. */
  #alternativesIn(subschema: Subschema): readonly Subschema[] {
    const target = this.#follow(subschema);
    const [only, ...others] = keywordsOf(target);
    const isChoice = others.length === 0 && (only?.[0] === 'oneOf' || only?.[0] === 'anyOf');
    return isChoice ? itemsOf(only[1]).flatMap((each) => this.#alternativesIn(each)) : [target];
  }

  /** Whether a schema is that of a reference object: it requires only `$ref`. */
  #isReference(subschema: Subschema): boolean {
    const required = member(this.#follow(subschema).schema, 'required');
    return isArray(required) && required.length === 1 && required[0] === '$ref';
  }

  /** Whether a schema leaves no inner values to other parts. */
  #isPlain(subschema: Subschema): boolean {
    return keywordsOf(this.#follow(subschema)).every(([keyword, content]) =>
      schemasIn(keyword, content).every((child) =>
        inPlace.has(keyword) ? this.#isPlain(child) : this.#isSimple(child),
      ),
    );
  }

  /** Whether neither a schema nor any schema within describes objects. */
  #isSimple(subschema: Subschema, above: readonly string[] = []): boolean {
    const target = this.#follow(subschema);
    if (above.includes(target.pointer)) return false;
    return keywordsOf(target).every(
      ([keyword, content]) =>
        !describesObjects(keyword, content) &&
        schemasIn(keyword, content).every((child) =>
          this.#isSimple(child, [...above, target.pointer]),
        ),
    );
  }

  #follow(subschema: Subschema): Subschema {
    const reference = referenceOf(subschema.schema);
    return reference === undefined
      ? subschema
      : this.#follow(this.#subschemaAt(reference.slice(1)));
  }

  #subschemaAt(pointer: string): Subschema {
    const schema = valueAt(this.#root, pointer);
    if (schema === undefined) throw new Error(`The JSON Schema of AsyncAPI has no "${pointer}".`);
    return { schema, pointer };
  }
}

function describesObjects(keyword: string, { schema }: Subschema): boolean {
  return maps.has(keyword) || (keyword === 'additionalProperties' && schema !== true);
}

/** Returns the keywords of a schema and their values, without annotations. */
function keywordsOf(subschema: Subschema): readonly (readonly [string, Subschema])[] {
  return entriesOf(subschema).filter(([keyword, { pointer }]) => {
    if (unsupported.has(keyword)) throw new Error(`The keyword at ${pointer} is not supported.`);
    return !annotations.has(keyword);
  });
}

/** Returns the schemas in the value of a keyword. */
function schemasIn(keyword: string, content: Subschema): readonly Subschema[] {
  if (maps.has(keyword)) return entriesOf(content).map(([, child]) => child);
  if (!inPlace.has(keyword) && !inner.has(keyword)) return [];
  return isArray(content.schema) ? itemsOf(content) : [content];
}

function entriesOf({ schema, pointer }: Subschema): readonly (readonly [string, Subschema])[] {
  return Object.entries(isObject(schema) ? schema : {}).map(([key, child]) => [
    key,
    { schema: child, pointer: childPointer(pointer, key) },
  ]);
}

function itemsOf({ schema, pointer }: Subschema): readonly Subschema[] {
  return (isArray(schema) ? schema : []).map((child, index) => ({
    schema: child,
    pointer: childPointer(pointer, index),
  }));
}
