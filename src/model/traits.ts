import { isObject, type Json } from '../json/json.js';
import { createMergePatch } from './merge-patch.js';
import type { Node } from './node.js';

/** Fields of operations, messages and traits that are merged in a document. */
const mostFields = 1_000_000;

/** Applies the traits of operations and messages. */
export interface Traits {
  /**
   * An operation or message and its traits, each of which wins over those before it. In AsyncAPI 2 a
   * trait wins over what it is applied to (2.6.0, Message Trait Object), in AsyncAPI 3 it only adds
   * (3.0.0, likewise).
   */
  layersOf(owner: Node): readonly Node[];
  /** An operation or message with its traits, merged once; schemas and extensions are taken whole. */
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
