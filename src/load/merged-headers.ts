import { isJsonSchema } from '../model/schema/format.js';
import type { Closure } from './closure.js';
import type { Json, JsonObject } from './document.js';
import { isList, isObject, member } from './json-guards.js';
import { limits } from './limits.js';
import { createMergePatch } from './merge-patch.js';
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
  const merge = createMergePatch({
    // What stands in one value only stays what it was, so that references in it keep their meaning.
    objectOf: (value) => objectOf(follow(value)),
    mostFields: limits.mergedFields,
  });
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

function objectOf(value: Json): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** Stands for what is no JSON Schema: it is of another format, or there is nothing. */
const foreign = null;

function withoutFormat(headers: Json): Json {
  const format = member(headers, 'schemaFormat');
  if (typeof format !== 'string') return headers;
  return isJsonSchema(format) ? (member(headers, 'schema') ?? foreign) : foreign;
}
