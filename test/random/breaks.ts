import { isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';
import { keysOf, pathsIn, replaceAt, valueAtPath, type Path } from '../support/json-paths.js';
import type { Draw } from './draw.js';
import type { DataFile } from './files.js';
import { anyNames, oddTexts } from './odd-names.js';
import { addOddField, changeOperation } from './odd-fields.js';
import { addDataReference, breakReference, drawReference } from './reference-breaks.js';
import { drawInlineSchema, drawValue } from './schemas.js';

export interface BreakOptions {
  /** How many changes there are at most. */
  readonly most: number;
  /** Data of other documents, from which values are taken. */
  readonly donors: readonly Json[];
}

/** What surrounds the part that is changed. */
interface Around {
  /** All files of the document, and which of them is changed. */
  readonly files: readonly DataFile[];
  readonly from: number;
  readonly donors: readonly Json[];
}

/** A change of one part of a file. */
type Break = (draw: Draw, data: Json, around: Around) => Json | undefined;

/** The same files, one or a few parts of them broken. */
export function breakData(
  draw: Draw,
  given: readonly DataFile[],
  { most, donors }: BreakOptions,
): readonly DataFile[] {
  return draw
    .several(1, draw.of([1, 2, most]), () => draw.of(breaks))
    .reduce((files, change) => {
      const from = draw.oneIn(2) ? 0 : draw.below(files.length);
      return files.map((file, at) => {
        if (at !== from) return file;
        return { ...file, data: change(draw, file.data, { files, from, donors }) ?? null };
      });
    }, given);
}

const breaks: readonly Break[] = [
  (draw, data) => replaceAt(data, drawPath(draw, data), () => undefined),
  (draw, data) => replaceAt(data, drawPath(draw, data), () => drawOther(draw)),
  (draw, data) => replaceAt(data, drawPath(draw, data), (value) => otherType(draw, value)),
  transplant,
  transplant,
  move,
  swap,
  duplicate,
  renameKey,
  addStrangeField,
  addOddField,
  addOddField,
  addOddField,
  changeOperation,
  breakReference,
  breakReference,
  addDataReference,
  (draw, data, { files, from }) => {
    const path = drawPath(draw, data);
    return replaceAt(data, path, () => ({ $ref: drawReference(draw, { files, from, path }) }));
  },
  changeVersion,
  (draw, data) => replaceAt(data, drawPath(draw, data), (value) => nested(draw, value)),
];

/** The way to any value; or one drawn step by step, since the deeper values are many. */
function drawPath(draw: Draw, data: Json): Path {
  const all = draw.oneIn(3) ? [] : pathsIn(data).slice(1);
  if (all.length > 0) return draw.of(all);
  const path: (string | number)[] = [];
  let here: Json | undefined = data;
  while (here !== undefined && (path.length === 0 || !draw.oneIn(5))) {
    const keys: readonly (string | number)[] = keysOf(here);
    if (keys.length === 0) break;
    const key = draw.of(keys);
    path.push(key);
    here = valueAtPath(here, [key]);
  }
  return path;
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
  if (isArray(value)) return draw.of<Json>([Object.fromEntries(value.entries()), value[0] ?? null]);
  if (isObject(value)) return draw.of<Json>([Object.values(value), JSON.stringify(value)]);
  return draw.of<Json>([[value], { value }, String(value), Number(value) || 0, value !== true]);
}

/** A value from elsewhere takes the place of one: mostly one that has the same key there. */
function transplant(draw: Draw, data: Json, { files, donors }: Around): Json | undefined {
  const path = drawPath(draw, data);
  const own = [data, ...files.map((file) => file.data)];
  const from = draw.of(draw.oneIn(3) ? [...own, ...donors] : own);
  const alike = draw.oneIn(3) ? [] : pathsIn(from).filter((other) => other.at(-1) === path.at(-1));
  const source = alike.length > 0 ? draw.of(alike) : drawPath(draw, from);
  return replaceAt(data, path, () => valueAtPath(from, source));
}

function move(draw: Draw, data: Json): Json | undefined {
  const from = drawPath(draw, data);
  const value = valueAtPath(data, from);
  const without = replaceAt(data, from, () => undefined) ?? null;
  return replaceAt(without, drawPath(draw, without), () => value);
}

function swap(draw: Draw, data: Json): Json | undefined {
  const [one, other] = [drawPath(draw, data), drawPath(draw, data)];
  const half = replaceAt(data, one, () => valueAtPath(data, other)) ?? null;
  return replaceAt(half, other, () => valueAtPath(data, one));
}

function duplicate(draw: Draw, data: Json): Json | undefined {
  const path = drawPath(draw, data);
  const twin = valueAtPath(data, path) ?? null;
  return replaceAt(data, path.slice(0, -1), (parent) => {
    if (isArray(parent)) return [...parent, twin];
    return isObject(parent) ? { ...parent, [draw.of(anyNames)]: twin } : parent;
  });
}

function renameKey(draw: Draw, data: Json): Json | undefined {
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

const strangeKeys = ['__proto__', 'x-parser-schema-id', 'x-parser-spec-parsed', ...anyNames];

function addStrangeField(draw: Draw, data: Json): Json | undefined {
  return replaceAt(data, drawPath(draw, data), (value) =>
    isObject(value) ? { ...value, [draw.of(strangeKeys)]: drawOther(draw) } : value,
  );
}

function changeVersion(draw: Draw, data: Json): Json {
  const versions = ['2.0.0', '2.6.0', '3.0.0', '3.1.0', '1.2.0', '4.0.0', '2.7.0', '3', '', '3.0'];
  if (!isObject(data) || !('asyncapi' in data) || !draw.oneIn(4)) return data;
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
