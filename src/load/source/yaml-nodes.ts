import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Alias, Node, Pair, YAMLMap } from 'yaml';

/** Returns the key of a mapping as a string, or `undefined` if it is not a scalar. */
export function keyText(key: unknown): string | undefined {
  if (key === null || key === undefined) return '';
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

/** Whether a key is the merge key `<<` of YAML 1.1, which many documents still use. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** The nodes that aliases refer to. */
export type Anchors = ReadonlyMap<Alias, Node>;

/** Finds the node of each alias in one pass. Aliases without an anchor are absent. */
export function resolveAliases(root: Node): Anchors {
  const named = new Map<string, Node>();
  const anchors = new Map<Alias, Node>();
  visit(root, {
    Alias(_, alias) {
      const target = named.get(alias.source);
      if (target !== undefined) anchors.set(alias, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) named.set(node.anchor, node);
    },
  });
  return anchors;
}

/** Returns the node of an alias, and any other node unchanged. An alias cannot have an anchor. */
export function withoutAlias(node: unknown, anchors: Anchors): unknown {
  return isAlias(node) ? anchors.get(node) : node;
}

/** Returns the pairs of a mapping without its merge keys. */
export function ownPairs(map: YAMLMap): readonly Pair[] {
  return map.items.filter((pair) => !isMergeKey(pair.key));
}

/**
 * Yields the mappings that `<<` keys merge into a mapping, directly or indirectly: the nearest first,
 * each once. It is lazy, since there may be very many, and not recursive, since chains may be long.
 */
export function* mergedMaps(map: YAMLMap, anchors: Anchors): Generator<YAMLMap, void> {
  const seen = new Set([map]);
  const open = [...mergeSources(map, anchors)].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    yield next;
    for (const source of mergeSources(next, anchors).toReversed()) open.push(source);
  }
}

function mergeSources({ items }: YAMLMap, anchors: Anchors): readonly YAMLMap[] {
  const merges = items.filter(({ key }) => isMergeKey(key));
  return merges.flatMap(({ value }) => mapsIn(value, anchors));
}

function mapsIn(value: unknown, anchors: Anchors): readonly YAMLMap[] {
  const source = withoutAlias(value, anchors);
  const items = isSeq(source) ? source.items : [source];
  return items.map((item) => withoutAlias(item, anchors)).filter((item) => isMap(item));
}
