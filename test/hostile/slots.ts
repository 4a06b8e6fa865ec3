/** Documents with holes: trees whose texts and keys are put in later, each a marker or a payload. */
import type { Json } from '../../src/json/json.js';
import type { TextShape } from './metaschema.js';

/** A hole in a document. */
export interface Slot {
  readonly number: number;
  readonly shape: TextShape;
  /** Whether the texts around it have to differ from it: keys, values of an enumeration. */
  readonly isUnique: boolean;
  /** Characters that would mean something else there. */
  readonly without?: RegExp;
}

export type Tree =
  | null
  | boolean
  | number
  | string
  | readonly Tree[]
  | { readonly kind: 'slot'; readonly slot: Slot }
  /** Texts and slots joined. */
  | { readonly kind: 'joined'; readonly parts: readonly Text[] }
  /** A reference object that leads to some keys. */
  | { readonly kind: 'link'; readonly path: readonly Text[] }
  | Branch;

export interface Branch {
  readonly kind: 'branch';
  readonly entries: readonly Entry[];
}

export type Text = string | Slot;
export type Entry = readonly [key: Text, value: Tree];
export type Fill = (slot: Slot) => string;

export function branch(entries: readonly Entry[]): Branch {
  return { kind: 'branch', entries };
}

/** The document, once every hole has its text. */
export function filled(tree: Tree, fill: Fill): Json {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (!('kind' in tree)) return tree.map((each) => filled(each, fill));
  const text = (part: Text): string => (typeof part === 'string' ? part : fill(part));
  switch (tree.kind) {
    case 'slot':
      return fill(tree.slot);
    case 'joined':
      return tree.parts.map(text).join('');
    case 'link':
      return { $ref: `#/${tree.path.map((part) => escapeSegment(text(part))).join('/')}` };
    case 'branch':
      return Object.fromEntries(
        tree.entries.map(([key, value]) => [text(key), filled(value, fill)]),
      );
  }
}

function escapeSegment(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The slots of a document by the JSON pointer at which they stand in it. */
export function slotsByPointer(tree: Tree, fill: Fill): ReadonlyMap<string, readonly Slot[]> {
  const found = new Map<string, Slot[]>();
  const add = (pointer: string, slots: readonly Text[]): void => {
    const own = slots.filter((slot) => typeof slot !== 'string');
    found.set(pointer, [...(found.get(pointer) ?? []), ...own]);
  };
  const visit = (node: Tree, pointer: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if (!('kind' in node)) return node.forEach((each, index) => visit(each, `${pointer}/${index}`));
    if (node.kind === 'slot') add(pointer, [node.slot]);
    if (node.kind === 'joined') add(pointer, node.parts);
    if (node.kind === 'link') add(`${pointer}/$ref`, node.path);
    if (node.kind !== 'branch') return;
    for (const [key, value] of node.entries) {
      const name = typeof key === 'string' ? key : fill(key);
      const child = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      add(child, [key]);
      visit(value, child);
    }
  };
  visit(tree, '');
  return found;
}
