import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Pair, Scalar, YAMLMap } from 'yaml';
import { diagnostic } from '../../diagnostics/catalogue.js';
import type { DiagnosticCode } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Composed } from './compose.js';
import type { Json } from '../../json/json.js';
import { limits } from '../limits.js';
import { isMergeKey, keyText, mergedMaps, ownPairs, type Anchors } from './yaml-nodes.js';

/** The state of a conversion. */
interface Conversion {
  readonly placeOf: Composed['placeOf'];
  readonly anchors: Anchors;
  readonly findings: Diagnostic[];
  /** The number of aliases around the current node. Inside an alias, nothing is reported again. */
  aliases: number;
  /** Levels of nesting of the current node. */
  depth: number;
  /** The number of nodes reached through aliases. Above the limit, conversion stops. */
  expanded: number;
  /** Whether aliases nest too deeply, as an alias within its own anchor does. */
  tooDeep: boolean;
  /** Whether a limit has been reported. */
  exceeded: boolean;
}

/** Converts a syntax tree to JSON. Values of aliases are copied, so that each place has its own. */
export function toJson(
  { root, placeOf }: Composed,
  anchors: Anchors,
): { readonly data: Json; readonly findings: readonly Diagnostic[] } {
  const start = { aliases: 0, depth: 0, expanded: 0, tooDeep: false, exceeded: false };
  const conversion: Conversion = { placeOf, anchors, findings: [], ...start };
  return { data: read(root, conversion), findings: conversion.findings };
}

function read(node: unknown, conversion: Conversion): Json {
  if (!isNode(node) || conversion.expanded > limits.aliasNodes) return null;
  if (conversion.aliases > 0) conversion.expanded += 1;
  if (isAlias(node)) return readAlias(node, conversion);
  if (hasForeignTag(node)) report('YAML_TAG', node, conversion);
  if (isScalar(node)) return readScalar(node, conversion);
  conversion.depth += 1;
  const value = readCollection(node, conversion);
  conversion.depth -= 1;
  return value;
}

function readCollection(node: Node, conversion: Conversion): Json {
  if (conversion.depth > limits.depth) {
    conversion.tooDeep = true;
    return null;
  }
  if (isSeq(node)) return node.items.map((item) => read(item, conversion));
  return isMap(node) ? readMap(node, conversion) : null;
}

function readAlias(alias: Alias, conversion: Conversion): Json {
  const target = conversion.anchors.get(alias);
  if (target === undefined) {
    report('YAML_ALIAS_UNKNOWN', alias, conversion);
    return null;
  }
  conversion.aliases += 1;
  const value = read(target, conversion);
  conversion.aliases -= 1;
  reportExceeded(alias, conversion);
  return value;
}

/** Reads a mapping. `Object.fromEntries` defines own properties, so no key can reach a prototype. */
function readMap(map: YAMLMap, conversion: Conversion): Json {
  const entries = new Map<string, Json>();
  const keys = new Map<string, Pair>();
  for (const pair of ownPairs(map)) {
    const key = readKey(pair, keys, conversion);
    if (key !== undefined) entries.set(key, read(pair.value, conversion));
  }
  readMerged(map, entries, conversion);
  return Object.fromEntries(entries);
}

/** Returns the key of a pair, or reports it and returns `undefined`. */
function readKey(pair: Pair, keys: Map<string, Pair>, conversion: Conversion): string | undefined {
  const key = keyText(pair.key);
  if (key === undefined) return refuse('YAML_KEY_NOT_TEXT', pair.key, conversion);
  if (key === '__proto__') return refuse('YAML_KEY_FORBIDDEN', pair.key, conversion);
  if (/\p{Surrogate}/u.test(key)) return refuse('YAML_KEY_NOT_UNICODE', pair.key, conversion);
  const first = keys.get(key);
  if (first !== undefined) reportDuplicate(key, { first, second: pair }, conversion);
  keys.set(key, first ?? pair);
  return key;
}

function isRefused(key: string): boolean {
  return key === '__proto__' || /\p{Surrogate}/u.test(key);
}

function readMerged(map: YAMLMap, entries: Map<string, Json>, conversion: Conversion): void {
  const merge = map.items.find((pair) => isMergeKey(pair.key));
  if (merge === undefined) return;
  if (isAlias(merge.value) && !conversion.anchors.has(merge.value)) read(merge.value, conversion);
  conversion.aliases += 1;
  for (const source of mergedMaps(map, conversion.anchors)) {
    conversion.expanded += 1;
    if (conversion.expanded > limits.aliasNodes) break;
    for (const pair of ownPairs(source)) {
      const key = keyText(pair.key);
      if (key === undefined || isRefused(key) || entries.has(key)) continue;
      entries.set(key, read(pair.value, conversion));
    }
  }
  conversion.aliases -= 1;
  reportExceeded(merge.key, conversion);
}

/** Reports aliases above the limit, once: from then on nothing is read. */
function reportExceeded(node: unknown, conversion: Conversion): void {
  const exceeded = conversion.expanded > limits.aliasNodes || conversion.tooDeep;
  if (!exceeded || conversion.exceeded || conversion.aliases > 0) return;
  conversion.exceeded = true;
  report('YAML_ALIAS_LIMIT', node, conversion);
}

function readScalar({ value, range }: Scalar, conversion: Conversion): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    report('YAML_NUMBER', { range }, conversion);
    return null;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return null;
}

const coreTags = ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

function hasForeignTag(node: Node): boolean {
  return node.tag !== undefined && node.tag !== '!' && !coreTags.includes(node.tag);
}

function refuse(code: keyof typeof messages, node: unknown, conversion: Conversion): undefined {
  report(code, node, conversion);
}

function report(code: keyof typeof messages, node: unknown, conversion: Conversion): void {
  if (conversion.aliases > 0) return;
  const place = conversion.placeOf(rangeOf(node));
  conversion.findings.push(diagnostic(code, { ...messages[code], place }));
}

function reportDuplicate(
  key: string,
  { first, second }: { readonly first: Pair; readonly second: Pair },
  conversion: Conversion,
): void {
  if (conversion.aliases > 0) return;
  const earlier = {
    message: 'The key is first used here.',
    place: conversion.placeOf(rangeOf(first.key)),
  };
  conversion.findings.push(
    diagnostic('YAML_DUPLICATE_KEY', {
      message: `The mapping contains the key "${key}" more than once.`,
      help: 'Remove or rename one of the keys.',
      place: conversion.placeOf(rangeOf(second.key)),
      related: [earlier],
    }),
  );
}

/** Returns the start and end of a node, without the comments and spaces after it. */
export function rangeOf(node: unknown): readonly number[] {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  const [from, to] = Array.isArray(range) ? range.map(Number) : [];
  return [from ?? 0, to ?? from ?? 0];
}

const messages = {
  YAML_TAG: {
    message: 'This YAML tag is not supported, since JSON has no such type.',
    help: 'Remove the tag, which starts with "!", and write the value as in JSON.',
  },
  YAML_KEY_NOT_TEXT: {
    message: 'A key must be a string; this one is a sequence, a mapping or an alias.',
    help: 'Put the key in quotes. A template placeholder such as {{name}} needs quotes, too.',
  },
  YAML_KEY_FORBIDDEN: {
    message: 'The key "__proto__" is not allowed, since it has a special meaning in JavaScript.',
    help: 'Rename the property.',
  },
  YAML_KEY_NOT_UNICODE: {
    message: 'The key is not valid Unicode: it contains half of a surrogate pair.',
    help: 'Write the whole character, e.g. "\\ud83d\\ude97" or the character itself.',
  },
  YAML_ALIAS_UNKNOWN: {
    message: 'This alias has no anchor earlier in the file.',
    help: 'Add the anchor "&name" to the value to repeat, or put a string that starts with "*" in quotes.',
  },
  YAML_ALIAS_LIMIT: {
    message: `Aliases expand to more than ${limits.aliasNodes} values, or contain themselves.`,
    help: 'Use "$ref" instead of aliases.',
  },
  YAML_NUMBER: {
    message: 'JSON has no Infinity and no NaN.',
    help: 'Write a finite number, or put the value in quotes if it is a string.',
  },
} as const satisfies Partial<
  Record<DiagnosticCode, { readonly message: string; readonly help: string }>
>;
