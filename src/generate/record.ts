import { isArray, isObject, member, type Json, type JsonObject } from '../json/json.js';
import { childPointer, segmentsOf, valueAt } from '../json/pointer.js';
import type { LoadedDocument, Location } from '../load/document.js';
import { groupBy } from '../system/group-by.js';

/**
 * What a document says, without prose: the data of its files, by absolute path or URL. Of the files that it refers
 * to, only those parts are in it that the references lead to.
 */
export type DocumentRecord = Readonly<Record<string, Json>>;

/** Returns the record of a document. The document has the path that it was named by, which may be a link. */
export function recordOf(document: LoadedDocument, path: string): DocumentRecord {
  const entries = [...reachedParts(document)].map(([file, pointers]) => {
    const data = document.files.get(file)?.data ?? null;
    const name = file === document.main.path ? path : file;
    return [name, kept(data, [...pointers].map(segmentsOf))] as const;
  });
  return Object.fromEntries(entries);
}

/** Finds the pointers of the parts that a document consists of, by file. */
function reachedParts({
  main,
  files,
  linkOf,
}: LoadedDocument): ReadonlyMap<string, ReadonlySet<string>> {
  const reached = new Map<string, Set<string>>();
  const queue: Location[] = [{ file: main.path, pointer: '' }];
  for (const { file, pointer } of queue) {
    const pointers = reached.get(file) ?? new Set();
    reached.set(file, pointers);
    if (isWithin(pointers, pointer)) continue;
    pointers.add(pointer);
    for (const object of objectsIn(valueAt(files.get(file)?.data ?? null, pointer))) {
      const target = linkOf(object);
      if (target !== undefined) queue.push(target);
    }
  }
  return reached;
}

/** Whether a part, or one that contains it, is among those known. */
function isWithin(known: ReadonlySet<string>, pointer: string): boolean {
  let whole = '';
  if (known.has(whole)) return true;
  return segmentsOf(pointer).some((segment) => {
    whole = childPointer(whole, segment);
    return known.has(whole);
  });
}

function* objectsIn(value: Json | undefined): Generator<JsonObject> {
  if (isObject(value)) yield value;
  if (!isArray(value) && !isObject(value)) return;
  for (const each of Object.values(value)) yield* objectsIn(each);
}

/** Returns the parts of a value that the paths lead to, with what is around them. */
function kept(value: Json, paths: readonly (readonly string[])[]): Json {
  if (!isObject(value) || paths.some((path) => path.length === 0)) return withoutProse(value);
  const byKey = groupBy(paths, ([first]) => first);
  const entries = Object.entries(value).flatMap(([key, each]) => {
    const below = byKey.get(key)?.map((path) => path.slice(1));
    return below === undefined ? [] : [[key, kept(each, below)] as const];
  });
  return Object.fromEntries(entries);
}

/** Fields that hold values as they are, whatever keys these have. */
const valueFields: ReadonlySet<string> = new Set(['const', 'enum']);

/** Returns a value without descriptions, summaries and examples. A property with such a name is an object. */
function withoutProse(value: Json): Json {
  if (isArray(value)) return value.map(withoutProse);
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([key, each]) => !isProse(key, each))
    .map(([key, each]) => [key, valueFields.has(key) ? each : withoutProse(each)] as const);
  return Object.fromEntries(entries);
}

function isProse(key: string, value: Json): boolean {
  if (key === 'examples') return isArray(value);
  return (key === 'description' || key === 'summary') && typeof value === 'string';
}

/** Returns the record of several documents. Each has its own parts of the files that they share. */
export function mergedRecord(records: readonly DocumentRecord[]): ReadonlyMap<string, Json> {
  const merged = new Map<string, Json>();
  for (const record of records) {
    for (const [file, data] of Object.entries(record)) {
      const known = merged.get(file);
      merged.set(file, known === undefined ? data : union(known, data));
    }
  }
  return merged;
}

function union(one: Json, other: Json): Json {
  if (!isObject(one) || !isObject(other)) return one;
  const entries = Object.entries(other).map(([key, value]) => {
    const known = member(one, key);
    return [key, known === undefined ? value : union(known, value)] as const;
  });
  return { ...one, ...Object.fromEntries(entries) };
}
