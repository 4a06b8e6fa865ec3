import { isArray, isObject, type Json, type JsonObject, member } from '../../src/json/json.js';
import { pointerOf } from '../../src/json/pointer.js';
import type { Draw } from './draw.js';
import type { Kind, Kinds } from './kinds.js';
import { anyNames, componentNames } from './odd-names.js';

/** The data of each file of a document, the main one first; references are `<file>#<pointer>`. */
export type Scattered = readonly Json[];

/**
 * Moves parts of a document to its components and into other files, and leaves references there:
 * what the document says stays the same. None moves to where it was, so none leads in a circle.
 */
export function scatter(
  document: JsonObject,
  kinds: Kinds,
  options: { readonly draw: Draw; readonly files: number; readonly oneIn: number },
): Scattered {
  const { draw, files, oneIn } = options;
  const others = Array.from({ length: files - 1 }, () => new FileTree());
  const work: Work = { draw, kinds, oneIn, components: new FileTree(), files: others, count: 0 };
  const main = visit(document, 'document', work);
  const root = isObject(main) ? main : {};
  const components = merged(member(root, 'components'), work.components.data);
  const whole = components === undefined ? root : { ...root, components };
  return [whole, ...others.map(({ data }) => data ?? {})];
}

interface Work {
  readonly draw: Draw;
  readonly kinds: Kinds;
  /** One in so many parts is moved. */
  readonly oneIn: number;
  readonly components: FileTree;
  readonly files: readonly FileTree[];
  /** Parts moved so far, which tells their names apart. */
  count: number;
}

/** A file under construction: a mapping of parts, or nothing but one part. */
class FileTree {
  data: Json | undefined;
  isWhole = false;

  put(path: readonly string[], value: Json): void {
    this.data = withValue(this.data, path, value);
    this.isWhole = path.length === 0;
  }
}

function withValue(data: Json | undefined, path: readonly string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const fields = isObject(data) ? data : {};
  return { ...fields, [key]: withValue(member(fields, key), rest, value) };
}

function merged(one: Json | undefined, other: Json | undefined): Json | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (!isObject(one) || !isObject(other)) return one;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    keys.map((key) => [key, merged(member(one, key), member(other, key)) ?? null]),
  );
}

function visit(value: Json, kindName: string, work: Work): Json {
  const kind = work.kinds[kindName];
  if (!isObject(value) || kind === undefined) return value;
  const inner = '$ref' in value ? value : visitFields(value, kind, work);
  const { section } = kind;
  if (section === undefined || !work.draw.oneIn(work.oneIn)) return inner;
  return { $ref: move(inner, section, work) };
}

function visitFields(value: JsonObject, kind: Kind, work: Work): JsonObject {
  const isForeign = typeof value['schemaFormat'] === 'string' && !isReadable(value['schemaFormat']);
  return Object.fromEntries(
    Object.entries(value).map(([key, child]): readonly [string, Json] => {
      const field = Object.hasOwn(kind.fields, key) ? kind.fields[key] : undefined;
      if (field === undefined) return [key, child];
      if (isForeign && (key === 'payload' || key === 'schema')) return [key, child];
      const { each, kind: name } = field;
      if (each === undefined)
        return [key, isArray(child) ? child.map(below(name)) : visit(child, name, work)];
      if (isArray(child)) return [key, each === 'list' ? child.map(below(name)) : child];
      return [key, isObject(child) && each === 'map' ? mapValues(child, below(name)) : child];
    }),
  );

  function below(name: string): (child: Json) => Json {
    return (child) => visit(child, name, work);
  }
}

function isReadable(format: string): boolean {
  return /asyncapi|schema\+/.test(format);
}

function mapValues(value: JsonObject, change: (child: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, change(child)]));
}

/** Puts a value elsewhere, and gives the reference to it. */
function move(value: Json, section: string, work: Work): string {
  const { draw, files, components } = work;
  work.count += 1;
  // Operations refer to root channels, which the parser wants to see in the document itself.
  const open = section === 'operations' ? [] : files.filter(({ isWhole }) => !isWhole);
  const file = draw.of([components, ...open]);
  if (file === components) {
    const path = [section, `${draw.of(componentNames)}.${work.count}`];
    components.put(path, value);
    return `0#${pointerOf(['components', ...path])}`;
  }
  const name = `${draw.of(anyNames)}${work.count}`;
  const places = [['components', section, name], [name], ['a/b', '~', name], [section, name]];
  const path = file.data === undefined && draw.oneIn(8) ? [] : draw.of(places);
  file.put(path, value);
  return `${files.indexOf(file) + 1}#${pointerOf(path)}`;
}
