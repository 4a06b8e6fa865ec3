import { finalTarget, type Closure } from './closure.js';
import type { Json, JsonObject } from './document.js';
import { isList, isObject } from './json-guards.js';
import { valueAt } from './pointer.js';
import { schemaIdField, type Survey } from './survey.js';
import { createTraitMerge } from './traits.js';

/** A copy under construction: values may be within themselves, so it is made before its parts. */
type Copy = { [key: string]: Json } | Json[];

/**
 * The main document with what references stand for in their place, and with traits applied. Takes
 * time in proportion to the files, since each value is copied once and then shared.
 */
export function resolve(closure: Closure, survey: Survey, version: string): Json {
  const copies = new Map<Json, Copy>();
  const open: (readonly [JsonObject | readonly Json[], Copy])[] = [];
  const copyOf = (written: Json): Json => {
    const value = followReference(written, closure);
    if (!isObject(value) && !isList(value)) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const copy: Copy = isList(value) ? [] : {};
    copies.set(value, copy);
    open.push([value, copy]);
    return copy;
  };
  const resolved = copyOf(closure.main.data);
  // No recursion: a chain of references may be of any length.
  for (let next = open.pop(); next !== undefined; next = open.pop()) fill(next, copyOf, survey);
  const merge = createTraitMerge(version);
  for (const owner of survey.traitOwners) {
    const copy = copies.get(owner);
    if (copy !== undefined && !Array.isArray(copy)) merge(copy);
  }
  return resolved;
}

/** What a value stands for, if it is a reference; the value itself otherwise. */
export function followReference(value: Json, closure: Closure): Json {
  const link = isObject(value) ? closure.links.get(value) : undefined;
  if (link === undefined) return value;
  const target = finalTarget(link.actual, closure);
  return target === undefined ? null : (valueAt(target.file.data, target.pointer) ?? null);
}

function fill(
  [value, copy]: readonly [JsonObject | readonly Json[], Copy],
  copyOf: (value: Json) => Json,
  { ids }: Survey,
): void {
  if (Array.isArray(copy)) {
    for (const item of Object.values(value)) copy.push(copyOf(item));
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    // What the document says there is not to be trusted: ids are given here.
    if (key !== schemaIdField) copy[key] = copyOf(child);
  }
  const id = isObject(value) ? ids.get(value) : undefined;
  if (id !== undefined) copy[schemaIdField] = id;
}
