import { isObject, type Json } from '../../src/json/json.js';
import { pointerOf } from '../../src/json/pointer.js';
import { pathsIn, replaceAt, valueAtPath, type Path } from '../support/json-paths.js';
import type { Draw } from './draw.js';
import { referenceTo, type DataFile } from './files.js';

/** Where references lead from and may lead to. */
interface Surroundings {
  /** All files of the document, and which of them holds the reference. */
  readonly files: readonly DataFile[];
  readonly from: number;
}

/** A reference leads elsewhere, or is misspelt. */
export function breakReference(draw: Draw, data: Json, around: Surroundings): Json | undefined {
  const references = pathsIn(data).filter((path) => path.at(-1) === '$ref');
  if (references.length === 0) return data;
  const path = draw.of(references);
  return replaceAt(data, path, (value) => {
    const text = typeof value === 'string' ? value : '';
    const at = draw.below(Math.max(1, text.length));
    return draw.of([
      drawReference(draw, { ...around, path: path.slice(0, -1) }),
      valueAtPath(data, draw.of(references)) ?? null,
      text.slice(0, at),
      `${text.slice(0, at)}x${text.slice(at)}`,
    ]);
  });
}

/** A reference stands where a document has data: in an example, a constant, a binding. */
export function addDataReference(draw: Draw, data: Json, around: Surroundings): Json | undefined {
  const mark = draw.of(['payload', 'payload', 'type']);
  const places = pathsIn(data).filter((path) => path.at(-1) === mark);
  if (places.length === 0) return data;
  const parent = draw.of(places).slice(0, -1);
  const [field, ...rest] = draw.of(dataPlaces);
  const path = [...parent, field, ...rest];
  const value = rest.reduceRight<Json>((inner, key) => (key === 0 ? [inner] : { [key]: inner }), {
    $ref: drawReference(draw, { ...around, path }),
  });
  return replaceAt(data, parent, (given) =>
    isObject(given) ? { ...given, [field]: value } : given,
  );
}

const dataPlaces: readonly (readonly [string, ...Path])[] = [
  ['examples', 0],
  ['examples', 0, 'payload'],
  ['examples', 0, 'payload', 'a', 0],
  ['default'],
  ['const', 'a'],
  ['enum', 0],
  ['bindings', 'mqtt', 'a'],
  ['x-data', 'a'],
];

/** To nowhere, to something that it cannot stand for, to itself, or to what it is within. */
export function drawReference(
  draw: Draw,
  { files, from, path }: Surroundings & { readonly path: Path },
): string {
  if (draw.oneIn(3)) return draw.of(oddReferences);
  const isInside = draw.oneIn(2);
  const to = isInside ? from : draw.below(files.length);
  const target = isInside
    ? path.slice(0, draw.below(path.length + 1))
    : draw.of(pathsIn(files[to]?.data ?? null));
  const names = files.map(({ name }) => name);
  return referenceTo(`${to}#${pointerOf(target)}`, { draw, names, from });
}

const oddReferences = [
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
  ...['none.yaml', '.', '..', '/', '/etc/passwd', '../../secret.yaml', '\\\\host\\share', 'C:\\x'],
  ...['http://127.0.0.1:9/a', 'file:///etc/passwd', 'data:,{}', '\u0000', '%zz#/a'],
  ...['#/components/schemas/constructor', '#/constructor', 'types.yaml', 'types.yaml#'],
];
