import type { Closure, Link, Target } from './closure.js';
import type { Json, JsonObject, SourceFile } from './document.js';
import { isList, isObject } from './json-guards.js';
import { childPointer, pointerOf, segmentsOf, valueAt } from './pointer.js';

/** Where the other files stand in the bundle; AsyncAPI allows any `x-` field at the root. */
export const bundleField = 'x-asyncapi-bindgen-files';
/** The parser's own marks: in a document they could make it skip all checks. */
const parserPrefix = 'x-parser-';
export const schemaIdField = 'x-parser-schema-id';

/** A closure as a single document for @asyncapi/parser, which thus has nothing to read. */
export interface Bundle {
  readonly data: JsonObject;
  /** Where a path of the bundle stands in our files. */
  originOf(path: readonly (string | number)[]): Target;
}

/**
 * Joins the files: the main document as it is, and of each other file what is referred to. Every
 * reference becomes a local one, since the parser leaves references between files that lead in a
 * circle unresolved; every schema gets its id.
 */
export function bundle(closure: Closure, ids: ReadonlyMap<JsonObject, string>): Bundle {
  const files = [...closure.files.values()];
  const copying: Copying = { closure, ids, files };
  const others = files
    .slice(1)
    .map((file, index): Entry => [String(index + 1), prune(file, copying)]);
  const main = copy(closure.main.data, '', copying);
  const data = isObject(main) ? main : {};
  return {
    data: others.length === 0 ? data : { ...data, [bundleField]: fromEntries(others) },
    originOf: ([field, index, ...rest]) => {
      const file = field === bundleField ? files[Number(index)] : undefined;
      if (file !== undefined) return { file, pointer: pointerOf(rest) };
      const path = [field, index, ...rest].filter((each) => each !== undefined);
      return { file: closure.main, pointer: pointerOf(path) };
    },
  };
}

interface Copying {
  readonly closure: Closure;
  readonly ids: ReadonlyMap<JsonObject, string>;
  readonly files: readonly SourceFile[];
}

/** A file with nothing but the values that are referred to, each at its place. */
function prune(file: SourceFile, copying: Copying): Json {
  const pointers = copying.closure.reached.get(file.path) ?? new Set<string>();
  const kept = [...pointers].filter((pointer) => !hasAncestor(pointer, pointers));
  const pruned: Tree = { children: new Map() };
  for (const pointer of kept) {
    const value = valueAt(file.data, pointer) ?? null;
    if (pointer === '') return copy(value, '', copying);
    plant(pruned, segmentsOf(pointer), copy(value, pointer, copying));
  }
  return treeToJson(pruned);
}

/** A mapping under construction. */
interface Tree {
  readonly children: Map<string, Tree>;
  value?: Json;
}

function plant(root: Tree, segments: readonly string[], value: Json): void {
  let here = root;
  for (const segment of segments) {
    const child = here.children.get(segment) ?? { children: new Map<string, Tree>() };
    here.children.set(segment, child);
    here = child;
  }
  here.value = value;
}

function treeToJson({ children, value }: Tree): Json {
  if (value !== undefined) return value;
  return fromEntries([...children].map(([key, child]): Entry => [key, treeToJson(child)]));
}

type Entry = readonly [key: string, value: Json];

/** Defines own properties, so no key can reach a prototype. */
function fromEntries(entries: readonly Entry[]): JsonObject {
  return Object.fromEntries(entries);
}

function hasAncestor(pointer: string, pointers: ReadonlySet<string>): boolean {
  for (let end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
    if (pointers.has(pointer.slice(0, end))) return true;
    if (end === 0) return false;
  }
  return false;
}

function copy(value: Json, pointer: string, copying: Copying): Json {
  if (isList(value)) {
    return value.map((item, index) => copy(item, childPointer(pointer, index), copying));
  }
  if (!isObject(value)) return value;
  const link = copying.closure.links.get(value);
  if (link !== undefined) return { $ref: referenceTo(link, pointer, copying) };
  const entries = Object.entries(value)
    .filter(([key]) => !key.startsWith(parserPrefix))
    .map(([key, child]): Entry => [key, copy(child, childPointer(pointer, key), copying)]);
  const id = copying.ids.get(value);
  return fromEntries(id === undefined ? entries : [...entries, [schemaIdField, id]]);
}

/**
 * Pointers are not percent-encoded but for "%" itself: the parser decodes them in one place and
 * compares them literally in another. Those of operations stay as written, for there the parser
 * demands pointers into the root channels.
 */
function referenceTo(link: Link, pointer: string, { closure, files }: Copying): string {
  const asWritten = pointer.startsWith('/operations/') && link.written.file === closure.main;
  const target = asWritten ? link.written : link.actual;
  const index = files.indexOf(target.file);
  const prefix = index === 0 ? '' : pointerOf([bundleField, index]);
  return `#${prefix}${target.pointer}`.replaceAll('%', '%25');
}
