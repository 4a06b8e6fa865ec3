import { isArray, isObject, type Json, member } from '../json/json.js';
import type { LoadedDocument } from '../load/document.js';
import { valueAt } from '../json/pointer.js';
import { below, type Origin } from './origin.js';

/** The files of a document and the references between them. */
export type Links = Pick<LoadedDocument, 'files' | 'linkOf' | 'endOf'>;

/** A value as the document writes it, with its origin. */
interface Written {
  readonly value: Json;
  readonly origin: Origin;
  /** Fields of the value that have another origin, e.g. those merged from a trait. */
  readonly fields?: ReadonlyMap<string, Node>;
}

/** How a node returns the values inside it: as written, or with references followed. */
type Mode = 'written' | 'followed';

/**
 * A cursor over the written document: a value and its origin. Reading a key follows references, so
 * the result has the value and the origin of the target.
 */
export class Node {
  /** The value; references inside it are not resolved. */
  readonly value: Json;
  readonly origin: Origin;
  readonly #fields: ReadonlyMap<string, Node> | undefined;
  readonly #links: Links;
  readonly #mode: Mode;

  constructor({ value, origin, fields }: Written, links: Links, mode: Mode = 'written') {
    this.value = value;
    this.origin = origin;
    this.#fields = fields;
    this.#links = links;
    this.#mode = mode;
  }

  /** Returns the node at a path of keys. */
  get(...keys: readonly string[]): Node | undefined {
    return keys.reduce<Node | undefined>(
      (node, key) => (node === undefined ? undefined : node.#at(key)),
      this,
    );
  }

  /** Returns the items of the array at a path of keys; none if there is no array. */
  items(...keys: readonly string[]): readonly Node[] {
    const node = this.get(...keys);
    if (node === undefined || !isArray(node.value)) return [];
    return node.value.map((item, index) => node.#child(index, item));
  }

  /** Returns the entries of the object at a path of keys; none if there is no object. */
  entries(...keys: readonly string[]): readonly (readonly [string, Node])[] {
    const node = this.get(...keys);
    if (node === undefined || !isObject(node.value)) return [];
    return Object.entries(node.value).map(
      ([key, value]) => [key, node.#child(key, value)] as const,
    );
  }

  /** Returns the string at a path of keys, if there is one. */
  string(...keys: readonly string[]): string | undefined {
    const value = this.get(...keys)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** Returns the boolean at a path of keys, if there is one. */
  boolean(...keys: readonly string[]): boolean | undefined {
    const value = this.get(...keys)?.value;
    return typeof value === 'boolean' ? value : undefined;
  }

  /** Returns the strings in the array at a path of keys. */
  strings(...keys: readonly string[]): readonly string[] {
    return this.items(...keys)
      .map(({ value }) => value)
      .filter((value) => typeof value === 'string');
  }

  /** Returns those of the given fields that are strings. */
  stringFields<K extends string>(...keys: readonly K[]): { [P in K]?: string } {
    const fields: { [P in K]?: string } = {};
    for (const key of keys) {
      const value = this.string(key);
      if (value !== undefined) fields[key] = value;
    }
    return fields;
  }

  /** The target, if the value is a reference. The target may be a reference, too. */
  get link(): Origin | undefined {
    return isObject(this.value) ? this.#links.linkOf(this.value) : undefined;
  }

  /** Follows references to the first value that is not a reference. */
  followed(): Node {
    const end = isObject(this.value) ? this.#links.endOf(this.value) : undefined;
    const node = end === undefined ? this : nodeAt(end, this.#links);
    return node === undefined ? this : node.#as('followed');
  }

  /** Returns the same value in a node that does not follow references. */
  asWritten(): Node {
    return this.#as('written');
  }

  /** Returns the same value with another origin. */
  movedTo(origin: Origin): Node {
    return new Node({ value: this.value, origin }, this.#links, this.#mode);
  }

  /** Returns an object with the origin of this node. Its fields keep their own origins. */
  withFields(fields: ReadonlyMap<string, Node>): Node {
    const value = Object.fromEntries([...fields].map(([key, field]) => [key, field.value]));
    return new Node({ value, origin: this.origin, fields }, this.#links, this.#mode);
  }

  #at(key: string): Node | undefined {
    const value = member(this.value, key);
    return value === undefined ? undefined : this.#child(key, value);
  }

  #child(key: string | number, value: Json): Node {
    const child =
      this.#fields?.get(String(key)) ??
      new Node({ value, origin: below(this.origin, key) }, this.#links);
    return this.#mode === 'followed' ? child.followed() : child.asWritten();
  }

  #as(mode: Mode): Node {
    if (mode === this.#mode) return this;
    const { value, origin } = this;
    const fields = this.#fields === undefined ? {} : { fields: this.#fields };
    return new Node({ value, origin, ...fields }, this.#links, mode);
  }
}

/** Returns the node at an origin, as written. */
export function nodeAt(origin: Origin, links: Links): Node | undefined {
  const file = links.files.get(origin.file);
  const value = file === undefined ? undefined : valueAt(file.data, origin.pointer);
  return value === undefined ? undefined : new Node({ value, origin }, links);
}
