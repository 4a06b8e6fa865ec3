import { isObject, type Json } from '../json/json.js';
import type { Node } from './node.js';

interface Policy {
  /** Whether the value of a field replaces the other one instead of being merged. */
  readonly isWhole?: (key: string) => boolean;
  /** Limit on merged fields, in all calls together. */
  readonly mostFields: number;
}

/** The deepest merge. References can make values of any depth. */
const mostLevels = 200;

/**
 * Creates a JSON Merge Patch (RFC 7386) that does not change its inputs. Each field of the result
 * keeps its origin. References are followed only where both values have a field. Beyond the limits,
 * and where values contain themselves, the patch replaces the other value instead of being merged.
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
