import { isList, isObject, type Json, member } from '../json/json.js';
import type { LoadedDocument } from '../load/document.js';
import { valueAt } from '../json/pointer.js';
import { below, type Origin } from './origin.js';

/** What leads from one node to another: the files of a document, and their references. */
export type Links = Pick<LoadedDocument, 'files' | 'linkOf' | 'endOf'>;

/** A value as written, and where it stands. */
interface Written {
  readonly value: Json;
  readonly origin: Origin;
  /** Those fields of the value that stand elsewhere. */
  readonly fields?: ReadonlyMap<string, Node>;
}

/** How a node gives what is within it: as written, or with references followed. */
type Mode = 'written' | 'followed';

/**
 * A value as written, and where it stands. References are followed as one goes: what is asked for by
 * its keys is the value that they lead to, and its origin is the place of that value.
 */
export class Node {
  /** References within it are kept. */
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

  /** The value that the keys lead to, one after the other. */
  get(...keys: readonly string[]): Node | undefined {
    return keys.reduce<Node | undefined>(
      (node, key) => (node === undefined ? undefined : node.#at(key)),
      this,
    );
  }

  /** The items of the array that the keys lead to; none if it is no array. */
  items(...keys: readonly string[]): readonly Node[] {
    const node = this.get(...keys);
    if (node === undefined || !isList(node.value)) return [];
    return node.value.map((item, index) => node.#child(index, item));
  }

  /** The fields of the object that the keys lead to; none if it is no object. */
  entries(...keys: readonly string[]): readonly (readonly [string, Node])[] {
    const node = this.get(...keys);
    if (node === undefined || !isObject(node.value)) return [];
    return Object.entries(node.value).map(
      ([key, value]) => [key, node.#child(key, value)] as const,
    );
  }

  /** The string that the keys lead to, if it is one. */
  string(...keys: readonly string[]): string | undefined {
    const value = this.get(...keys)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** The boolean that the keys lead to, if it is one. */
  boolean(...keys: readonly string[]): boolean | undefined {
    const value = this.get(...keys)?.value;
    return typeof value === 'boolean' ? value : undefined;
  }

  /** The strings in the array that the keys lead to. */
  strings(...keys: readonly string[]): readonly string[] {
    return this.items(...keys)
      .map(({ value }) => value)
      .filter((value) => typeof value === 'string');
  }

  /** Those of the given fields that are strings. */
  stringFields<K extends string>(...keys: readonly K[]): { [P in K]?: string } {
    const fields: { [P in K]?: string } = {};
    for (const key of keys) {
      const value = this.string(key);
      if (value !== undefined) fields[key] = value;
    }
    return fields;
  }

  /** Where the value leads, if it is a reference: to a value that may be another one. */
  get link(): Origin | undefined {
    return isObject(this.value) ? this.#links.linkOf(this.value) : undefined;
  }

  /** The value behind all references that start here. */
  followed(): Node {
    const end = isObject(this.value) ? this.#links.endOf(this.value) : undefined;
    const node = end === undefined ? this : nodeAt(end, this.#links);
    return node === undefined ? this : node.#as('followed');
  }

  /** The same value, with references left as they are in what is asked for. */
  asWritten(): Node {
    return this.#as('written');
  }

  /** The same value as if it stood elsewhere. */
  movedTo(origin: Origin): Node {
    return new Node({ value: this.value, origin }, this.#links, this.#mode);
  }

  /** An object of the given fields, which know where they stand, in the place of this one. */
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

/** The value as written at a place in one of the files. */
export function nodeAt(origin: Origin, links: Links): Node | undefined {
  const file = links.files.get(origin.file);
  const value = file === undefined ? undefined : valueAt(file.data, origin.pointer);
  return value === undefined ? undefined : new Node({ value, origin }, links);
}
