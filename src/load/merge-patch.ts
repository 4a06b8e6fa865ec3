import type { Json, JsonObject } from './document.js';

interface Policy {
  /** The object that a value is merged as; `undefined` for one that is taken whole. */
  readonly objectOf: (value: Json) => JsonObject | undefined;
  /** Whether the values of a field are taken whole, whatever they are. */
  readonly isWhole?: (key: string) => boolean;
  /** Fields that are merged in all calls together. */
  readonly mostFields: number;
}

/**
 * JSON Merge Patch (RFC 7386), which gives a new value and leaves the others alone. Values can be
 * within themselves, and be large: where two lead back to themselves, and beyond the limit, the patch
 * stands as it is.
 */
export function createMergePatch({
  objectOf,
  isWhole = () => false,
  mostFields,
}: Policy): (target: Json, patch: Json) => Json {
  let left = mostFields;
  const merge = (target: Json, patch: Json, above: ReadonlySet<Json>): Json => {
    const into = objectOf(target);
    const from = objectOf(patch);
    if (into === undefined || from === undefined || into === from || left <= 0) return patch;
    if (above.has(into) && above.has(from)) return patch;
    left -= Object.keys(into).length + Object.keys(from).length;
    const within = new Set([...above, into, from]);
    const merged = new Map(Object.entries(into));
    for (const [key, child] of Object.entries(from)) {
      const old = merged.get(key);
      if (child === null) merged.delete(key);
      else merged.set(key, old === undefined || isWhole(key) ? child : merge(old, child, within));
    }
    return Object.fromEntries(merged);
  };
  return (target, patch) => merge(target, patch, new Set());
}
