/** What stands in a slot: the marker, or a payload in a form that the position accepts. */
import type { TextShape } from './metaschema.js';
import type { Slot } from './slots.js';

/** What no reader of a document can mean, and needs quoting as a key. */
export const MARKER = 'S-A F';

type Dress = (text: string) => string;

const url: Dress = (text) =>
  `https://example.com/${encodeURI(text.replaceAll(/\p{Surrogate}/gu, '')).replaceAll('#', '%23')}`;
const identifier: Dress = (text) => `a${text.replaceAll(/[^A-Za-z0-9_]/g, '')}`;

/** How a text is written where the metaschema asks for a format. */
const formats: ReadonlyMap<string, Dress> = new Map<string, Dress>([
  ['uri', url],
  ['uri-reference', url],
  ['uri-template', url],
  ['email', (text) => `a${text.replaceAll(/[^A-Za-z0-9]/g, '')}@example.com`],
  ['regex', (text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)],
]);

/** The same for patterns, by how they start. */
const patterns: readonly (readonly [start: string, dress: Dress])[] = [
  [
    String.raw`^\$message`,
    (text) => `$message.payload#/${text.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  ],
  ['^http(s)?', (text) => `https://linkedin.com/${text.replaceAll(/[\n\r\u2028\u2029]/g, '')}`],
  ['^x-', (text) => `x-${text.replaceAll(/[^A-Za-z0-9_.-]/g, '')}`],
  ['^[A-Za-z_]', identifier],
  ['^([A-Za-z_]', identifier],
];

/** The text for a slot, or nothing where it is too long; one that no other slot has if need be. */
export function textFor(
  { shape, without, isUnique, number }: Slot,
  text: string,
): string | undefined {
  // Of a key this is refused wherever it stands.
  const whole = shape.pointer.endsWith('{}') ? text.replaceAll(/\p{Surrogate}/gu, '') : text;
  const allowed = without === undefined ? whole : whole.replaceAll(without, '');
  // The letter keeps names apart whatever follows, the dash makes each key one that needs quotes.
  const dressed = dressFor(shape)(isUnique ? `k${number}z-${allowed}` : allowed);
  return dressed.length <= (shape.maxLength ?? Infinity) ? dressed : undefined;
}

/** A format or pattern that comes with a new metaschema has to be looked at. */
function dressFor({ format, pattern }: TextShape): Dress {
  const byFormat = format === undefined ? undefined : formats.get(format);
  const byPattern = patterns.find(([start]) => pattern?.startsWith(start) === true)?.[1];
  if (format === undefined && pattern === undefined) return (text) => text;
  const dress = byFormat ?? byPattern;
  if (dress === undefined) throw new Error(`No text is known for ${format ?? pattern ?? ''}`);
  return dress;
}
