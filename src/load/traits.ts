import type { Json } from './document.js';
import { isList, isObject, member } from './json-guards.js';
import { limits } from './limits.js';
import { createMergePatch } from './merge-patch.js';
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

/** Applies the traits of operations and messages in place; schemas and extensions are taken whole. */
export function createTraitMerge(version: string): (owner: Owner) => void {
  const merge = createMergePatch({
    objectOf: (value) => (isPatchable(value) ? value : undefined),
    isWhole: isExtension,
    mostFields: limits.expandedNodes,
  });
  return (owner) => {
    const { traits } = owner;
    if (!isList(traits)) return;
    const sources = byPrecedence<Json>(version, { ...owner }, traits);
    for (const key of Object.keys(owner)) Reflect.deleteProperty(owner, key);
    for (const [key, value] of sources.filter(isObject).flatMap(Object.entries<Json>)) {
      const old = owner[key];
      if (value === null) Reflect.deleteProperty(owner, key);
      else owner[key] = old === undefined || isExtension(key) ? value : merge(old, value);
    }
  };
}

function isExtension(key: string): boolean {
  return key.startsWith('x-');
}

function isPatchable(value: Json): value is Owner {
  return isObject(value) && member(value, schemaIdField) === undefined;
}
