import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Pair, Scalar, YAMLMap } from 'yaml';
import { diagnostic } from '../../diagnostics/catalogue.js';
import type { DiagnosticCode } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Composed } from './compose.js';
import type { Json } from '../../json/json.js';
import { limits } from '../limits.js';
import { isMergeKey, keyText, mergedMaps, ownPairs, type Anchors } from './yaml-nodes.js';

interface Reading {
  readonly placeOf: Composed['placeOf'];
  readonly anchors: Anchors;
  readonly findings: Diagnostic[];
  /** Aliases around the current node: what they repeat is reported once, at its own place. */
  aliases: number;
  depth: number;
  /** Nodes reached through aliases; beyond the limit nothing is read any more. */
  expanded: number;
  /** An alias within what it repeats leads here; the text itself is checked before. */
  tooDeep: boolean;
  exceeded: boolean;
}

/** The data of a tree; what an alias repeats is copied, so that each place has its own value. */
export function toJson(
  { root, placeOf }: Composed,
  anchors: Anchors,
): { readonly data: Json; readonly findings: readonly Diagnostic[] } {
  const start = { aliases: 0, depth: 0, expanded: 0, tooDeep: false, exceeded: false };
  const reading: Reading = { placeOf, anchors, findings: [], ...start };
  return { data: read(root, reading), findings: reading.findings };
}

function read(node: unknown, reading: Reading): Json {
  if (!isNode(node) || reading.expanded > limits.aliasNodes) return null;
  if (reading.aliases > 0) reading.expanded += 1;
  if (isAlias(node)) return readAlias(node, reading);
  if (hasForeignTag(node)) report('YAML_TAG', node, reading);
  if (isScalar(node)) return readScalar(node, reading);
  reading.depth += 1;
  const value = readCollection(node, reading);
  reading.depth -= 1;
  return value;
}

function readCollection(node: Node, reading: Reading): Json {
  if (reading.depth > limits.depth) {
    reading.tooDeep = true;
    return null;
  }
  if (isSeq(node)) return node.items.map((item) => read(item, reading));
  return isMap(node) ? readMap(node, reading) : null;
}

function readAlias(alias: Alias, reading: Reading): Json {
  const target = reading.anchors.get(alias);
  if (target === undefined) {
    report('YAML_ALIAS_UNKNOWN', alias, reading);
    return null;
  }
  reading.aliases += 1;
  const value = read(target, reading);
  reading.aliases -= 1;
  reportExceeded(alias, reading);
  return value;
}

/** `Object.fromEntries` defines own properties, so no key can reach a prototype. */
function readMap(map: YAMLMap, reading: Reading): Json {
  const entries = new Map<string, Json>();
  const keys = new Map<string, Pair>();
  for (const pair of ownPairs(map)) {
    const key = readKey(pair, keys, reading);
    if (key !== undefined) entries.set(key, read(pair.value, reading));
  }
  readMerged(map, entries, reading);
  return Object.fromEntries(entries);
}

/** The key, or nothing where it was refused. */
function readKey(pair: Pair, keys: Map<string, Pair>, reading: Reading): string | undefined {
  const key = keyText(pair.key);
  if (key === undefined) return refuse('YAML_KEY_NOT_TEXT', pair.key, reading);
  if (key === '__proto__') return refuse('YAML_KEY_FORBIDDEN', pair.key, reading);
  if (/\p{Surrogate}/u.test(key)) return refuse('YAML_KEY_NOT_UNICODE', pair.key, reading);
  const first = keys.get(key);
  if (first !== undefined) reportDuplicate(key, { first, second: pair }, reading);
  keys.set(key, first ?? pair);
  return key;
}

function isRefused(key: string): boolean {
  return key === '__proto__' || /\p{Surrogate}/u.test(key);
}

function readMerged(map: YAMLMap, entries: Map<string, Json>, reading: Reading): void {
  const merge = map.items.find((pair) => isMergeKey(pair.key));
  if (merge === undefined) return;
  if (isAlias(merge.value) && !reading.anchors.has(merge.value)) read(merge.value, reading);
  reading.aliases += 1;
  for (const source of mergedMaps(map, reading.anchors)) {
    reading.expanded += 1;
    if (reading.expanded > limits.aliasNodes) break;
    for (const pair of ownPairs(source)) {
      const key = keyText(pair.key);
      if (key === undefined || isRefused(key) || entries.has(key)) continue;
      entries.set(key, read(pair.value, reading));
    }
  }
  reading.aliases -= 1;
  reportExceeded(merge.key, reading);
}

/** Once: from then on nothing is read. */
function reportExceeded(node: unknown, reading: Reading): void {
  const exceeded = reading.expanded > limits.aliasNodes || reading.tooDeep;
  if (!exceeded || reading.exceeded || reading.aliases > 0) return;
  reading.exceeded = true;
  report('YAML_ALIAS_LIMIT', node, reading);
}

function readScalar({ value, range }: Scalar, reading: Reading): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    report('YAML_NUMBER', { range }, reading);
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

function refuse(code: keyof typeof texts, node: unknown, reading: Reading): undefined {
  report(code, node, reading);
}

function report(code: keyof typeof texts, node: unknown, reading: Reading): void {
  if (reading.aliases > 0) return;
  const place = reading.placeOf(rangeOf(node));
  reading.findings.push(diagnostic(code, { ...texts[code], place }));
}

function reportDuplicate(
  key: string,
  { first, second }: { readonly first: Pair; readonly second: Pair },
  reading: Reading,
): void {
  if (reading.aliases > 0) return;
  const earlier = { message: 'The first one is here.', place: reading.placeOf(rangeOf(first.key)) };
  reading.findings.push(
    diagnostic('YAML_DUPLICATE_KEY', {
      message: `The key "${key}" stands twice in the same mapping.`,
      help: 'Remove or rename one of the two.',
      place: reading.placeOf(rangeOf(second.key)),
      related: [earlier],
    }),
  );
}

/** Of the value itself, without the comments and spaces after it. */
export function rangeOf(node: unknown): readonly number[] {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  const [from, to] = Array.isArray(range) ? range.map(Number) : [];
  return [from ?? 0, to ?? from ?? 0];
}

const texts = {
  YAML_TAG: {
    message: 'A YAML tag beyond JSON is used here; it is not read.',
    help: 'Remove the tag (the part that starts with "!") and write the value as JSON would.',
  },
  YAML_KEY_NOT_TEXT: {
    message: 'A key has to be a text, and this one is a list, a mapping or an alias.',
    help: 'Put the key in quotes; a template placeholder such as {{name}} needs them, too.',
  },
  YAML_KEY_FORBIDDEN: {
    message: 'The key "__proto__" is not accepted, since JavaScript gives it a meaning of its own.',
    help: 'Rename the property.',
  },
  YAML_KEY_NOT_UNICODE: {
    message: 'The key holds half of a surrogate pair, and so is no Unicode text.',
    help: 'Write the character whole, e.g. "\\ud83d\\ude97" or the character itself.',
  },
  YAML_ALIAS_UNKNOWN: {
    message: 'This alias has no anchor before it in the file.',
    help: 'Mark what it should repeat with "&name", or put a text that starts with "*" in quotes.',
  },
  YAML_ALIAS_LIMIT: {
    message: `Aliases expand to more than ${limits.aliasNodes} values, or within themselves.`,
    help: 'Use "$ref" in place of the aliases.',
  },
  YAML_NUMBER: {
    message: 'Infinity and "not a number" are no JSON values.',
    help: 'Write a finite number, or put the value in quotes if it is meant as text.',
  },
} as const satisfies Partial<
  Record<DiagnosticCode, { readonly message: string; readonly help: string }>
>;
