import type { Json, JsonObject } from '../../src/load/document.js';
import { isList, isObject, member } from '../../src/load/json-guards.js';
import type { Draw } from './draw.js';
import type { DataFile } from './files.js';
import { anyNames, oddTexts } from './odd-names.js';
import { drawInlineSchema, drawValue } from './schemas.js';

/** A change of one part of a file. */
type Break = (draw: Draw, data: Json) => Json;

/** The same files, one or a few parts of them broken. */
export function breakData(draw: Draw, files: readonly DataFile[]): readonly DataFile[] {
  return draw
    .several(1, 3, () => draw.of(breaks))
    .reduce<readonly DataFile[]>((broken, change) => {
      const index = draw.below(broken.length);
      return broken.map((file, at) =>
        at === index ? { ...file, data: change(draw, file.data) } : file,
      );
    }, files);
}

const breaks: readonly Break[] = [
  (draw, data) => replaceAt(data, drawPath(draw, data), () => undefined),
  (draw, data) => replaceAt(data, drawPath(draw, data), () => drawOther(draw)),
  (draw, data) => replaceAt(data, drawPath(draw, data), (value) => otherType(draw, value)),
  (draw, data) =>
    replaceAt(data, drawPath(draw, data), () => valueAtPath(data, drawPath(draw, data))),
  (draw, data) => move(draw, data),
  (draw, data) => renameKey(draw, data),
  (draw, data) => addField(draw, data),
  (draw, data) => breakReference(draw, data),
  (draw, data) => breakReference(draw, data),
  (draw, data) => replaceAt(data, drawPath(draw, data), () => ({ $ref: drawReference(draw) })),
  (draw, data) => changeVersion(draw, data),
  (draw, data) => replaceAt(data, drawPath(draw, data), (value) => nested(draw, value)),
];

type Path = readonly (string | number)[];

/** The way to a value at any depth; the deeper ones are many, so that it is drawn step by step. */
function drawPath(draw: Draw, data: Json): Path {
  const path: (string | number)[] = [];
  let here: Json | undefined = data;
  while (here !== undefined && (path.length === 0 || !draw.oneIn(5))) {
    const keys: readonly (string | number)[] = keysOf(here);
    if (keys.length === 0) break;
    const key = draw.of(keys);
    path.push(key);
    here = childOf(here, key);
  }
  return path;
}

function keysOf(value: Json): readonly (string | number)[] {
  if (isList(value)) return value.map((_, index) => index);
  return isObject(value) ? Object.keys(value) : [];
}

function childOf(value: Json, key: string | number): Json | undefined {
  return member(value, String(key));
}

function valueAtPath(data: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, key) => (value === undefined ? undefined : childOf(value, key)),
    data,
  );
}

/** A copy in which the value at a path is another one, or is gone. */
function replaceAt(data: Json, path: Path, change: (value: Json) => Json | undefined): Json {
  return replaced(data, path, change) ?? null;
}

function replaced(
  value: Json,
  [key, ...rest]: Path,
  change: (value: Json) => Json | undefined,
): Json | undefined {
  if (key === undefined) return change(value);
  if (isList(value)) {
    return value.flatMap((item, index) => {
      if (index !== key) return [item];
      const next = replaced(item, rest, change);
      return next === undefined ? [] : [next];
    });
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]): (readonly [string, Json])[] => {
      if (name !== key) return [[name, child]];
      const next = replaced(child, rest, change);
      return next === undefined ? [] : [[name, next]];
    }),
  );
}

function drawOther(draw: Draw): Json {
  return draw.of<() => Json>([
    () => null,
    () => draw.of([true, false]),
    () => draw.of([0, -1, 1.5, 1e308, 2 ** 60]),
    () => draw.of(oddTexts),
    () => draw.of<Json>([[], {}, [[]], [null], { '': null }]),
    () => drawValue(draw),
    () => drawInlineSchema(draw, []),
  ])();
}

function otherType(draw: Draw, value: Json): Json {
  if (isList(value)) return draw.of<Json>([Object.fromEntries(value.entries()), value[0] ?? null]);
  if (isObject(value)) return draw.of<Json>([Object.values(value), JSON.stringify(value)]);
  return draw.of<Json>([[value], { value }, String(value), Number(value) || 0, value !== true]);
}

function move(draw: Draw, data: Json): Json {
  const from = drawPath(draw, data);
  const value = valueAtPath(data, from);
  const without = replaceAt(data, from, () => undefined);
  return replaceAt(without, drawPath(draw, without), () => value);
}

function renameKey(draw: Draw, data: Json): Json {
  const path = drawPath(draw, data);
  const last = path.at(-1);
  const names = ['__proto__', '$ref', '', 'allOf', 'type', 'reply', 'messages', ...anyNames];
  return replaceAt(data, path.slice(0, -1), (parent) =>
    isObject(parent) && typeof last === 'string' ? withKey(parent, last, draw.of(names)) : parent,
  );
}

function withKey(value: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key === from ? to : key, child]),
  );
}

function addField(draw: Draw, data: Json): Json {
  const names = ['__proto__', 'x-parser-schema-id', 'x-parser-spec-parsed', ...anyNames];
  const key = draw.of([...names, ...fields]);
  return replaceAt(data, drawPath(draw, data), (value) =>
    isObject(value)
      ? Object.fromEntries([...Object.entries(value), [key, drawOther(draw)]])
      : value,
  );
}

const fields = [
  ...['$ref', 'type', 'allOf', 'oneOf', 'properties', 'items', 'enum', 'const', 'required', '$id'],
  ...['payload', 'headers', 'schemaFormat', 'examples', 'traits', 'reply', 'address', 'channel'],
  ...['bindings', 'parameters', 'servers', 'discriminator', 'default', 'if', 'definitions', 'not'],
];

function breakReference(draw: Draw, data: Json): Json {
  const references = pathsIn(data, []).filter((path) => path.at(-1) === '$ref');
  if (references.length === 0) return data;
  return replaceAt(data, draw.of(references), (value) => {
    const text = typeof value === 'string' ? value : '';
    const at = draw.below(Math.max(1, text.length));
    return draw.of([
      drawReference(draw),
      text.slice(0, at),
      `${text.slice(0, at)}x${text.slice(at)}`,
    ]);
  });
}

function pathsIn(value: Json, path: Path): readonly Path[] {
  return [
    path,
    ...keysOf(value).flatMap((key) => pathsIn(childOf(value, key) ?? null, [...path, key])),
  ];
}

/** To nowhere, to something that it cannot stand for, or to itself. */
function drawReference(draw: Draw): string {
  return draw.of(targets);
}

const targets = [
  ...[
    '',
    '#',
    '#/',
    '#/info',
    '#/channels',
    '#/components',
    '#/components/schemas',
    '#/operations',
  ],
  ...['#/asyncapi', '#/info/title', '#/servers', '#x', '#/%', '#/~2', '#/a//b', '#/__proto__'],
  ...['none.yaml', '.', '..', '/', '/etc/passwd', '../../secret.yaml'],
  ...[
    'http://127.0.0.1:9/a',
    'file:///etc/passwd',
    'data:,{}',
    '\\\\host\\share',
    'C:\\x',
    '\u0000',
  ],
  ...['#/components/schemas/constructor', '#/constructor', 'types.yaml', 'types.yaml#', '%zz#/a'],
];

function changeVersion(draw: Draw, data: Json): Json {
  const versions = ['2.0.0', '2.6.0', '3.0.0', '3.1.0', '1.2.0', '4.0.0', '2.7.0', '3', '', '3.0'];
  if (!isObject(data) || !('asyncapi' in data)) return data;
  return { ...data, asyncapi: draw.of<Json>([...versions, 3, null, ['3.0.0']]) };
}

/** The value in many lists, mappings or schemas, one in the other. */
function nested(draw: Draw, value: Json): Json {
  const wrap = draw.of<(inner: Json) => Json>([
    (inner) => [inner],
    (inner) => ({ a: inner }),
    (inner) => ({ allOf: [inner] }),
    (inner) => ({ items: inner }),
    (inner) => ({ properties: { a: inner } }),
    (inner) => ({ oneOf: [inner, { type: 'string' }] }),
  ]);
  let whole = value;
  for (let level = draw.of([1, 2, 20, 90, 150]); level > 0; level -= 1) whole = wrap(whole);
  return whole;
}
