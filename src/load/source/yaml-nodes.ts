import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Alias, Node, Pair, YAMLMap } from 'yaml';

/** The text of a key as JSON would have it; undefined where it is a list, mapping or alias. */
export function keyText(key: unknown): string | undefined {
  if (key === null || key === undefined) return '';
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

/** `<<`, which YAML 1.1 had and which people go on using. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

export type Anchors = ReadonlyMap<Alias, Node>;

/** What each alias stands for; those without an anchor are absent. One pass over the tree. */
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

/** An alias has no anchor of its own, so one step is enough. */
export function withoutAlias(node: unknown, anchors: Anchors): unknown {
  return isAlias(node) ? anchors.get(node) : node;
}

export function ownPairs(map: YAMLMap): readonly Pair[] {
  return map.items.filter((pair) => !isMergeKey(pair.key));
}

/**
 * The mappings that `<<` keys bring into one, nearest first, each once; lazy, since they may be very
 * many, and without recursion, since they may follow one another.
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
