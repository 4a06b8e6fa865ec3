import { segmentsOf } from '../../json/pointer.js';
import type { Origin } from '../origin.js';
import { knownKeywords } from './keywords.js';

/** Fields of documents whose values are schemas by name. */
const holders = new Set(['schemas', 'definitions', '$defs']);

/** Fields of messages and components that contain a schema. */
const places = new Set(['payload', 'headers', 'schema']);

/** Returns the key of a schema in the document that defines it; `undefined` if it is written in place. */
export function schemaKey({ pointer }: Origin): string | undefined {
  const tokens = segmentsOf(pointer);
  // A component that states its format has its schema one level below.
  const isFormatted = tokens.at(-1) === 'schema' && tokens.at(-3) === 'schemas';
  const path = isFormatted ? tokens.slice(0, -1) : tokens;
  const key = path.at(-1);
  const holder = path.at(-2) ?? '';
  if (key === undefined || holders.has(holder)) return key;
  return knownKeywords.has(holder) || knownKeywords.has(key) || places.has(key) ? undefined : key;
}
