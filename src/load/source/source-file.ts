import type { Json } from '../../json/json.js';
import { isMap, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { compose, type Composed } from './compose.js';

import { childPointer, segmentsOf } from '../../json/pointer.js';
import { rangeOf, toJson } from './to-json.js';
import { keyText, mergedMaps, ownPairs, resolveAliases, withoutAlias } from './yaml-nodes.js';
import type { Anchors } from './yaml-nodes.js';

/** A file of a document: its data with references as written, and the place of each value. */
export interface SourceFile {
  /** The absolute path without symbolic links, or the URL as referred to. */
  readonly path: string;
  readonly text: string;
  readonly data: Json;
  /** Returns the place of the value at a JSON pointer, or of its nearest ancestor that exists. */
  place(pointer: string): Place;
}

/** Limits the findings of a file, since a hostile file can cause a hundred thousand. */
const maxFindings = 100;

/** Parses YAML or JSON. All findings are errors. */
export function parseSource(
  path: string,
  text: string,
): { readonly file: SourceFile } | { readonly findings: readonly Diagnostic[] } {
  const composed = compose(path, text);
  if (!('root' in composed)) return { findings: composed };
  const anchors = resolveAliases(composed.root);
  const { data, findings } = toJson(composed, anchors);
  if (findings.length > 0) return { findings: findings.slice(0, maxFindings) };
  return { file: { path, text, data, place: placeFinder(composed, anchors) } };
}

/** Follows pointers through the syntax tree. Indexes the keys of a mapping at the first visit. */
function placeFinder({ root, placeOf }: Composed, anchors: Anchors): SourceFile['place'] {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const indexOf = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    const index = indexes.get(map) ?? indexKeys(map, anchors);
    indexes.set(map, index);
    return index;
  };
  return (pointer): Place => {
    let here: Entry = { value: root, label: root };
    let found = '';
    for (const segment of segmentsOf(pointer)) {
      const next = entryAt(withoutAlias(here.value, anchors), segment, indexOf);
      if (next === undefined) break;
      here = next;
      found = childPointer(found, segment);
    }
    return { ...placeOf(rangeOf(here.label)), pointer: found };
  };
}

/** An entry of a mapping or a sequence. Findings point at `label`: the key, or else the item itself. */
interface Entry {
  readonly value: unknown;
  readonly label: unknown;
}

function entryAt(
  node: unknown,
  segment: string,
  indexOf: (map: YAMLMap) => ReadonlyMap<string, Pair>,
): Entry | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return item === undefined ? undefined : { value: item, label: item };
  }
  const pair = isMap(node) ? indexOf(node).get(segment) : undefined;
  return pair === undefined ? undefined : { value: pair.value, label: pair.key };
}

/** Maps keys to pairs. Keys of the mapping itself take precedence over merged keys. */
function indexKeys(map: YAMLMap, anchors: Anchors): ReadonlyMap<string, Pair> {
  const index = new Map<string, Pair>();
  for (const pair of [map, ...mergedMaps(map, anchors)].flatMap(ownPairs)) {
    const key = keyText(pair.key);
    if (key !== undefined && !index.has(key)) index.set(key, pair);
  }
  return index;
}
