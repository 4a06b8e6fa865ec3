import type { Closure } from './closure.js';
import type { Json, JsonObject } from './document.js';
import { isJsonSchema } from './grammar.js';
import { isList, isObject, member } from './json-guards.js';
import { limits } from './limits.js';
import { followReference } from './resolve.js';
import type { Survey } from './survey.js';
import { byPrecedence } from './traits.js';

/**
 * By message as written: the schema of its headers, where it has some itself and by its traits, or by
 * several traits. They are merged as the rest of a trait is, unless one is no JSON Schema.
 */
export function mergeHeaders(
  closure: Closure,
  { traitOwners }: Survey,
  version: string,
): ReadonlyMap<JsonObject, Json> {
  const follow = (value: Json): Json => followReference(value, closure);
  const headersOf = (owner: Json): Json | undefined => {
    const headers = member(follow(owner), 'headers');
    return headers === undefined ? undefined : withoutFormat(follow(headers));
  };
  const merged = new Map<JsonObject, Json>();
  const merge = createMerge(follow);
  for (const message of traitOwners) {
    const traits = member(message, 'traits');
    const owners = byPrecedence<Json>(version, message, isList(traits) ? traits : []);
    const given = owners.map(headersOf).filter((headers) => headers !== undefined);
    const [first, ...patches] = given;
    if (first === undefined || patches.length === 0 || given.includes(foreign)) continue;
    merged.set(message, patches.reduce(merge, first));
  }
  return merged;
}

/** Stands for what is no JSON Schema: it is of another format, or there is nothing. */
const foreign = null;

function withoutFormat(headers: Json): Json {
  const format = member(headers, 'schemaFormat');
  if (typeof format !== 'string') return headers;
  return isJsonSchema(format) ? (member(headers, 'schema') ?? foreign) : foreign;
}

/**
 * JSON Merge Patch (RFC 7386) of values with references, which are followed where two meet. What
 * stands in one value only stays what it was, so that references in it keep their meaning. Schemas
 * can be merged without end, and be large, so there is a limit: beyond it the patch stays as it is.
 */
function createMerge(follow: (value: Json) => Json): (target: Json, patch: Json) => Json {
  let left: number = limits.mergedFields;
  /** Also where the two lead back to themselves, the patch stays as it is. */
  const merge = (before: Json, after: Json, above: ReadonlySet<Json>): Json => {
    const into = follow(before);
    const from = follow(after);
    if (!isObject(into) || !isObject(from)) return after;
    if (into === from || (above.has(into) && above.has(from)) || left <= 0) return after;
    left -= Object.keys(into).length + Object.keys(from).length;
    const within = new Set([...above, into, from]);
    const merged = new Map(Object.entries(into));
    for (const [key, child] of Object.entries(from)) {
      const old = merged.get(key);
      if (child === null) merged.delete(key);
      else merged.set(key, old === undefined ? child : merge(old, child, within));
    }
    return Object.fromEntries(merged);
  };
  return (target, patch) => merge(target, patch, new Set());
}
