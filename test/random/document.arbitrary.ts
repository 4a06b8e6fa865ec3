import fc from 'fast-check';
import { breakData } from './breaks.js';
import { drawDocument2 } from './document-v2.js';
import { drawDocument3 } from './document-v3.js';
import { built, type Draw } from './draw.js';
import { nameFiles, textOf, type DataFile } from './files.js';
import { kinds2, kinds3 } from './kinds.js';
import { scatter } from './scatter.js';
import { breakText } from './text-breaks.js';

/** A document as it lies on the disk. */
export interface RandomDocument {
  /** Its version, or the path of the document that it was made from. */
  readonly origin: string;
  /** Broken and mutated ones may still be valid: not every change does harm. */
  readonly kind: 'valid' | 'broken data' | 'broken text' | 'mutated data' | 'mutated text';
  /** The document itself comes first. */
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** Where documents come from. */
export type Source = (draw: Draw) => RandomDocument;

const versions = [
  ...['2.0.0', '2.1.0', '2.2.0', '2.3.0', '2.4.0', '2.5.0', '2.6.0'],
  ...['3.0.0', '3.0.0', '3.0.0', '3.1.0', '3.1.0', '3.1.0'],
];

/** Documents made from nothing, of every version: valid ones, and some that are broken. */
export function drawDocument(draw: Draw): RandomDocument {
  const origin = draw.of(versions);
  const kind = draw.of([
    'valid',
    'valid',
    'valid',
    'broken data',
    'broken data',
    'broken text',
  ] as const);
  const files = drawFiles(draw, origin);
  const written = (each: DataFile) => ({ name: each.name, bytes: Buffer.from(textOf(draw, each)) });
  if (kind === 'valid') return { origin, kind, files: files.map(written) };
  if (kind === 'broken data') {
    const broken = breakData(draw, files, { most: 3, donors: [] });
    return { origin, kind, files: broken.map(written) };
  }
  const index = draw.below(files.length);
  const broken = files.map((each, at) =>
    at === index
      ? { name: each.name, bytes: breakText(draw, textOf(draw, each), { most: 3, donors: [] }) }
      : written(each),
  );
  return { origin, kind, files: broken };
}

function drawFiles(draw: Draw, version: string): readonly DataFile[] {
  const isLegacy = version.startsWith('2.');
  const document = isLegacy ? drawDocument2(draw, version) : drawDocument3(draw, version);
  const kinds = isLegacy ? kinds2(Number(version.split('.')[1])) : kinds3;
  const oneIn = draw.of([3, 8, 20, 1000]);
  const files = oneIn > 100 ? 1 : draw.of([1, 2, 3]);
  return nameFiles(draw, scatter(document, kinds, { draw, files, oneIn }));
}

/**
 * The document with a number in the series of a seed; each is independent of the others. The sources
 * take turns.
 */
export function documentNumber(
  seed: number,
  number: number,
  sources: readonly Source[],
): RandomDocument {
  const arbitrary = built((draw) => sources[number % sources.length]?.(draw));
  const [document] = fc.sample(arbitrary, { seed: seed + number, numRuns: 1 });
  if (document === undefined) throw new Error('fast-check gave no document');
  return document;
}
