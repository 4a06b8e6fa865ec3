import { isObject, type Json } from '../json/json.js';
import type { Node } from './node.js';

interface Policy {
  /** Whether the values of a field are taken whole, whatever they are. */
  readonly isWhole?: (key: string) => boolean;
  /** Fields that are merged in all calls together. */
  readonly mostFields: number;
}

/** References can make values of any depth. */
const mostLevels = 200;

/**
 * JSON Merge Patch (RFC 7386) that leaves the given values alone; each field of its result knows
 * where it stands. What stands in one value only keeps its references. Values can be large, and be
 * within themselves: beyond the limits, and where two lead back to themselves, the patch stands as it
 * is.
 */
export function createMergePatch({
  isWhole = () => false,
  mostFields,
}: Policy): (target: Node, patch: Node) => Node {
  let left = mostFields;
  const merge = (target: Node, patch: Node, above: readonly Json[]): Node => {
    const into = target.followed();
    const from = patch.followed();
    if (!isObject(into.value) || !isObject(from.value) || into.value === from.value) return patch;
    const isCycle = above.includes(into.value) && above.includes(from.value);
    if (isCycle || left <= 0 || above.length > 2 * mostLevels) return patch;
    const fields = new Map(into.asWritten().entries());
    const changes = from.asWritten().entries();
    left -= fields.size + changes.length;
    const within = [...above, into.value, from.value];
    for (const [key, child] of changes) {
      const old = fields.get(key);
      if (child.value === null) fields.delete(key);
      else fields.set(key, old === undefined || isWhole(key) ? child : merge(old, child, within));
    }
    return from.withFields(fields);
  };
  return (target, patch) => merge(target, patch, []);
}
