import type { Json } from './document.js';
import { isList, isObject, member } from './json-guards.js';
import { limits } from './limits.js';
import { schemaIdField } from './survey.js';

interface Owner {
  [key: string]: Json;
}

/**
 * What is merged, each into what stands before it. In AsyncAPI 2 a trait wins over what it is applied
 * to (2.6.0, Message Trait Object), in AsyncAPI 3 it only adds (3.0.0, likewise).
 */
export function byPrecedence<T>(version: string, own: T, traits: readonly T[]): readonly T[] {
  return version.startsWith('2.') ? [own, ...traits] : [...traits, own];
}

/** Applies the traits of operations and messages in place. */
export function createTraitMerge(version: string): (owner: Owner) => void {
  // A field may hold itself, so the work is bounded.
  let left: number = limits.expandedNodes;
  /** JSON Merge Patch (RFC 7386); schemas and extensions are taken whole. */
  const merge = (value: Json | undefined, patch: Json): Json => {
    left -= 1;
    if (!isPatchable(value) || !isPatchable(patch) || left < 0) return patch;
    const merged = new Map(Object.entries(value));
    for (const [key, child] of Object.entries(patch)) {
      if (child === null) merged.delete(key);
      else merged.set(key, key.startsWith('x-') ? child : merge(merged.get(key), child));
    }
    return Object.fromEntries(merged);
  };
  return (owner) => {
    const { traits } = owner;
    if (!isList(traits)) return;
    const sources = byPrecedence<Json>(version, { ...owner }, traits);
    for (const key of Object.keys(owner)) Reflect.deleteProperty(owner, key);
    for (const [key, value] of sources.filter(isObject).flatMap(Object.entries<Json>)) {
      if (value === null) Reflect.deleteProperty(owner, key);
      else owner[key] = key.startsWith('x-') ? value : merge(owner[key], value);
    }
  };
}

function isPatchable(value: Json | undefined): value is Owner {
  return isObject(value) && member(value, schemaIdField) === undefined;
}
