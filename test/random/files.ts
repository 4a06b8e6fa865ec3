import { dirname, relative } from 'node:path/posix';
import { Document } from 'yaml';
import { isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';
import type { Draw } from './draw.js';
import type { Scattered } from './scatter.js';

/** A file of a document as data; references are as they will be read. */
export interface DataFile {
  /** Relative to the folder of the document, which is that of the first file. */
  readonly name: string;
  readonly data: Json;
}

const mainNames = [
  ...[
    'main.yaml',
    'Evse_Manager_API.yaml',
    'door.asyncapi.yml',
    'main.json',
    '1.yaml',
    'class.yml',
  ],
  ...['odd name.yaml', 'größe.json', 'a%20b.yaml', 'a-1.json', 'UPPER.YAML', '日本.yaml'],
];
const otherNames = [
  ...['types.yaml', 'units_API.json', 'shared/common.yml', 'shared/deep/er.json', 'odd name.yml'],
  ...['größe.yaml', 'a%20b.json', 'x#y.yaml', 'q?.yaml', 'constructor.json', 'a&b;c.yaml'],
];

/** Gives the files names, and the references the form that leads there from where they stand. */
export function nameFiles(draw: Draw, scattered: Scattered): readonly DataFile[] {
  const others = draw.names(otherNames, scattered.length - 1).map((name, index) => {
    // What tells twins apart goes before the extension.
    return otherNames.includes(name) ? name : `other${index}.yaml`;
  });
  const names = [draw.of(mainNames), ...others];
  return scattered.map((data, index) => ({
    name: names[index] ?? '',
    data: withReferences(data, { draw, names, from: index }),
  }));
}

interface Referring {
  readonly draw: Draw;
  readonly names: readonly string[];
  readonly from: number;
}

function withReferences(value: Json, referring: Referring): Json {
  if (isArray(value)) return value.map((item) => withReferences(item, referring));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]): readonly [string, Json] => {
      const isReference = key === '$ref' && typeof child === 'string';
      return [key, isReference ? referenceTo(child, referring) : withReferences(child, referring)];
    }),
  );
}

/** The form of `<index of file>#<pointer>` that leads there from one of the files. */
export function referenceTo(reference: string, { draw, names, from }: Referring): string {
  const hash = reference.indexOf('#');
  const to = Number(reference.slice(0, hash));
  const fragment = encoded(reference.slice(hash + 1), draw);
  if (to === from) return `#${fragment}`;
  const path = relative(dirname(names[from] ?? ''), names[to] ?? '');
  const prefix = path.startsWith('.') || draw.oneIn(2) ? '' : './';
  return `${prefix}${path.split('/').map(encodeURIComponent).join('/')}#${fragment}`;
}

/** `%` has to be encoded (RFC 6901, section 6); people often leave the rest as it is. */
function encoded(pointer: string, draw: Draw): string {
  if (draw.oneIn(2)) return pointer.replaceAll('%', '%25');
  return pointer.split('/').map(encodeURIComponent).join('/');
}

/** The text of a file in one of the ways that people and programs write it. */
export function textOf(draw: Draw, { name, data }: DataFile): string {
  const isJson = /json$/i.test(name) || draw.oneIn(6);
  const text = isJson ? jsonText(draw, data) : yamlText(draw, data);
  const lines = draw.oneIn(8) ? text.replaceAll('\n', '\r\n') : text;
  return draw.oneIn(20) ? `\ufeff${lines}` : lines;
}

function jsonText(draw: Draw, data: Json): string {
  return `${JSON.stringify(data, null, draw.of<number | string>([2, 0, 4, '\t']))}\n`;
}

function yamlText(draw: Draw, data: Json): string {
  const document = new Document(draw.oneIn(8) ? withTwins(data) : data, {
    aliasDuplicateObjects: true,
    version: '1.2',
  });
  const text = document.toString({
    indent: draw.of([2, 2, 4, 3]),
    lineWidth: draw.of([0, 80, 40]),
    defaultStringType: draw.of(['PLAIN', 'PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL']),
    defaultKeyType: draw.of(['PLAIN', 'QUOTE_DOUBLE']),
    collectionStyle: draw.of(['any', 'block', 'block', 'flow']),
    indentSeq: draw.oneIn(2),
  });
  const start = draw.of(['', '', '', '# A comment: {not: data}\n', '---\n', '%YAML 1.2\n---\n']);
  // The package puts an empty list on a line of its own, where it is no YAML.
  return start + text.replaceAll(/:\n *\[\]/g, ': []');
}

/** Equal parts become one part that stands in several places, which YAML writes as an alias. */
function withTwins(data: Json): Json {
  const known = new Map<string, Json>();
  const unified = (value: Json): Json => {
    if (!isArray(value) && !isObject(value)) return value;
    const text = JSON.stringify(value);
    const twin = known.get(text);
    if (twin !== undefined) return twin;
    const copy = isArray(value) ? value.map(unified) : mapValues(value, unified);
    known.set(text, copy);
    return copy;
  };
  return unified(data);
}

function mapValues(value: JsonObject, change: (child: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, change(child)]));
}
