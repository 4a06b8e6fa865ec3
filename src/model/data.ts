import { isArray, isObject, type Json } from '../json/json.js';
import type { Node } from './node.js';

/** The deepest nesting. Documents are limited to it, but references can make values of any depth. */
const mostLevels = 1000;

/**
 * Returns the value of a node with its references replaced by their targets, since examples may be in
 * other files. A target of several references is copied once. Where a value
 * contains itself, or is nested beyond the limit, the inner part becomes `null`.
 */
export function dataOf(node: Node | undefined): Json | undefined {
  const copies = new Map<Json, Json>();
  const open = new Set<Json>();
  const copyOf = (part: Node): Json => {
    const { value } = part;
    if (!isObject(value) && !isArray(value)) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    if (open.has(value) || open.size >= mostLevels) return null;
    open.add(value);
    const copy = isArray(value)
      ? part.items().map(copyOf)
      : Object.fromEntries(part.entries().map(([key, child]) => [key, copyOf(child)]));
    open.delete(value);
    copies.set(value, copy);
    return copy;
  };
  return node === undefined ? undefined : copyOf(node);
}
