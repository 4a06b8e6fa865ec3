import type { Closure } from '../../load/references/closure.js';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.js';
import { valueAt } from '../../json/pointer.js';

/** A copy that is still incomplete: it exists before its parts, since a value may contain itself. */
type Copy = { [key: string]: Json } | Json[];

/**
 * Copies each value of a document, with every reference replaced by its target. Returns the copies by
 * written value. A copy may contain itself. Takes linear time: each value is copied once and shared.
 */
export function resolvedCopies(closure: Closure): ReadonlyMap<Json, Json> {
  const copies = new Map<Json, Copy>();
  const open: (readonly [JsonObject | readonly Json[], Copy])[] = [];
  const copyOf = (written: Json): Json => {
    const value = follow(written, closure);
    if (!isObject(value) && !isArray(value)) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const copy: Copy = isArray(value) ? [] : {};
    copies.set(value, copy);
    open.push([value, copy]);
    return copy;
  };
  copyOf(closure.main.data);
  // Without recursion, since a chain of references may have any length.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, copy] = next;
    for (const [key, child] of Object.entries(value)) {
      if (Array.isArray(copy)) copy.push(copyOf(child));
      else copy[key] = copyOf(child);
    }
  }
  return copies;
}

function follow(value: Json, { ends }: Closure): Json {
  const end = isObject(value) ? ends.get(value) : undefined;
  return end === undefined ? value : (valueAt(end.file.data, end.pointer) ?? null);
}
