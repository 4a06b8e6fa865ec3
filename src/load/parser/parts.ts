import type { Json, JsonObject } from '../document.js';
import { isList, isObject, member } from '../json-guards.js';
import { limits } from '../limits.js';

/** Puts entries of a mapping back to their place, with nothing beside them but what has to be. */
type Frame = (entries: JsonObject) => JsonObject;

/** Where AsyncAPI has values by name, any of which may be left out of a document. */
const maps = ['servers', 'channels', 'operations'];

/** Likewise within the values of a mapping, none of which has a field that is required. */
const innerMaps: ReadonlyMap<string, string> = new Map([
  ['channels', 'messages'],
  ['schemas', 'properties'],
  ['properties', 'properties'],
]);

/** Leaves room for what stands around the entries. */
const batchSize = limits.partSize / 2;

/** Whether there may be more mistakes in a value than can be looked for all at once. */
export function isLarge(value: Json): boolean {
  return sizeOf(value) > limits.partSize;
}

/**
 * Documents that each hold a part of the given one, at the same places, and what is wrong with them
 * is wrong with it. They are not large, but for those with an entry that cannot be taken apart.
 */
export function* partsOf(document: JsonObject): Generator<JsonObject> {
  const frame = { ...emptyDocument, asyncapi: member(document, 'asyncapi') ?? null };
  yield withoutEntries(document);
  for (const name of maps) {
    yield* partsOfMap(name, member(document, name), (held) => ({ ...frame, [name]: held }));
  }
  const components = member(document, 'components');
  for (const [name, map] of entriesOf(components)) {
    yield* partsOfMap(name, map, (held) => ({ ...frame, components: { [name]: held } }));
  }
}

/** Valid in all versions, once it says which. */
export const emptyDocument = { info: { title: '', version: '' }, channels: {} };

function* partsOfMap(name: string, map: Json | undefined, frame: Frame): Generator<JsonObject> {
  let batch: (readonly [string, Json])[] = [];
  let size = 0;
  for (const [key, value] of entriesOf(map)) {
    const own = sizeOf(value);
    if (own > batchSize) {
      yield* partsOfEntry(value, innerMaps.get(name), (held) => frame({ [key]: held }));
      continue;
    }
    if (size + own > batchSize) {
      yield frame(Object.fromEntries(batch));
      batch = [];
      size = 0;
    }
    batch.push([key, value]);
    size += own;
  }
  if (batch.length > 0) yield frame(Object.fromEntries(batch));
}

function* partsOfEntry(
  entry: Json,
  inner: string | undefined,
  around: (entry: Json) => JsonObject,
): Generator<JsonObject> {
  const map = inner === undefined ? undefined : member(entry, inner);
  if (inner === undefined || !isObject(entry) || !isObject(map)) {
    yield around(entry);
    return;
  }
  yield around({ ...entry, [inner]: {} });
  yield* partsOfMap(inner, map, (held) => around({ [inner]: held }));
}

/** The document without the entries of its mappings. */
function withoutEntries(document: JsonObject): JsonObject {
  const components = member(document, 'components');
  return {
    ...emptied(document, maps),
    ...(isObject(components) && { components: emptied(components, Object.keys(components)) }),
  };
}

function emptied(object: JsonObject, fields: readonly string[]): JsonObject {
  const isMap = ([key, value]: readonly [string, Json]): boolean =>
    fields.includes(key) && isObject(value);
  return Object.fromEntries(
    Object.entries(object).map((entry) => (isMap(entry) ? [entry[0], {}] : entry)),
  );
}

function entriesOf(map: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(map) ? Object.entries(map) : [];
}

/** The number of values, counted to a little beyond what is large. */
function sizeOf(value: Json, left: number = limits.partSize): number {
  if (!isObject(value) && !isList(value)) return 1;
  let size = 1;
  for (const child of Object.values(value)) {
    if (size > left) break;
    size += sizeOf(child, left - size);
  }
  return size;
}
