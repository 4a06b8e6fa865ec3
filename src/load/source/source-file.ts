import type { Json } from '../../json/json.js';
import { isMap, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { compose, type Composed } from './compose.js';

import { childPointer, segmentsOf } from '../../json/pointer.js';
import { rangeOf, toJson } from './to-json.js';
import { keyText, mergedMaps, ownPairs, resolveAliases, withoutAlias } from './yaml-nodes.js';
import type { Anchors } from './yaml-nodes.js';

/** One file of a document: its data with references kept, and where each value stands. */
export interface SourceFile {
  /** Absolute, symbolic links resolved; or the URL that it was fetched by. */
  readonly path: string;
  readonly text: string;
  readonly data: Json;
  /** The place of the value at a JSON pointer, or of the nearest ancestor that is there. */
  place(pointer: string): Place;
}

/** Reporting more is not useful; a hostile file can cause a hundred thousand. */
const mostFindings = 100;

/** Reads YAML or JSON text; findings are errors, all of them. */
export function parseSource(
  path: string,
  text: string,
): { readonly file: SourceFile } | { readonly findings: readonly Diagnostic[] } {
  const composed = compose(path, text);
  if (!('root' in composed)) return { findings: composed };
  const anchors = resolveAliases(composed.root);
  const { data, findings } = toJson(composed, anchors);
  if (findings.length > 0) return { findings: findings.slice(0, mostFindings) };
  return { file: { path, text, data, place: placeFinder(composed, anchors) } };
}

/** Walks the syntax tree along a pointer; the keys of a mapping are indexed at the first visit. */
function placeFinder({ root, placeOf }: Composed, anchors: Anchors): SourceFile['place'] {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const indexOf = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    const index = indexes.get(map) ?? indexKeys(map, anchors);
    indexes.set(map, index);
    return index;
  };
  return (pointer): Place => {
    let here: Step = { node: root, mark: root };
    let found = '';
    for (const segment of segmentsOf(pointer)) {
      const next = step(withoutAlias(here.node, anchors), segment, indexOf);
      if (next === undefined) break;
      here = next;
      found = childPointer(found, segment);
    }
    return { ...placeOf(rangeOf(here.mark)), pointer: found };
  };
}

/** A node, and what to point at for it: the key for a value in a mapping. */
interface Step {
  readonly node: unknown;
  readonly mark: unknown;
}

function step(
  node: unknown,
  segment: string,
  indexOf: (map: YAMLMap) => ReadonlyMap<string, Pair>,
): Step | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return item === undefined ? undefined : { node: item, mark: item };
  }
  const pair = isMap(node) ? indexOf(node).get(segment) : undefined;
  return pair === undefined ? undefined : { node: pair.value, mark: pair.key };
}

/** By key; keys of the mapping itself come before merged ones. */
function indexKeys(map: YAMLMap, anchors: Anchors): ReadonlyMap<string, Pair> {
  const index = new Map<string, Pair>();
  for (const pair of [map, ...mergedMaps(map, anchors)].flatMap(ownPairs)) {
    const key = keyText(pair.key);
    if (key !== undefined && !index.has(key)) index.set(key, pair);
  }
  return index;
}
