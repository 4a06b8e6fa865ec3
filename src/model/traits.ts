import { isObject, type Json } from '../json/json.js';
import { createMergePatch } from './merge-patch.js';
import type { Node } from './node.js';

/** Limit on merged fields of operations, messages and traits in a document. */
const mostFields = 1_000_000;

/** Applies the traits of operations and messages. */
export interface Traits {
  /**
   * Returns an operation or message and its traits as layers; each layer overrides those before it.
   * In AsyncAPI 2 a trait overrides its owner (2.6.0, Message Trait Object), in AsyncAPI 3 the
   * owner overrides its traits (3.0.0, Message Trait Object).
   */
  layersOf(owner: Node): readonly Node[];
  /**
   * Returns an operation or message merged with its traits. Schemas and extensions are not merged
   * but replaced.
   */
  applyTo(owner: Node): Node;
}

export function createTraits(version: string): Traits {
  const merge = createMergePatch({ isWhole, mostFields });
  const merged = new Map<Json, Node>();
  const layersOf = (owner: Node): readonly Node[] => {
    const traits = owner.items('traits').filter(({ value }) => isObject(value));
    return version.startsWith('2.') ? [owner, ...traits] : [...traits, owner];
  };
  const mergeLayers = (owner: Node): Node => {
    const layers = layersOf(owner);
    if (layers.length < 2) return owner;
    return owner.withFields(new Map(layers.reduce(merge).asWritten().entries()));
  };
  const applyTo = (owner: Node): Node => {
    const known = merged.get(owner.value) ?? mergeLayers(owner);
    merged.set(owner.value, known);
    return known;
  };
  return { layersOf, applyTo };
}

function isWhole(key: string): boolean {
  return key.startsWith('x-') || key === 'payload' || key === 'headers';
}
