import { isList, isObject, type Json } from '../json/json.js';
import type { Node } from './node.js';

/** No document that the load stage accepts has more; references can make values of any depth. */
const mostLevels = 1000;

/**
 * The value of a node with references in it replaced by what they lead to: people keep examples in
 * files of their own. Parts that references share are shared in the copy; where a value is within
 * itself, and beyond the limit, there is `null`.
 */
export function dataOf(node: Node | undefined): Json | undefined {
  const copies = new Map<Json, Json>();
  const open = new Set<Json>();
  const copyOf = (part: Node): Json => {
    const { value } = part;
    if (!isObject(value) && !isList(value)) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    if (open.has(value) || open.size >= mostLevels) return null;
    open.add(value);
    const copy = isList(value)
      ? part.items().map(copyOf)
      : Object.fromEntries(part.entries().map(([key, child]) => [key, copyOf(child)]));
    open.delete(value);
    copies.set(value, copy);
    return copy;
  };
  return node === undefined ? undefined : copyOf(node);
}
