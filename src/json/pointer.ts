import type { Json } from './json.js';
import { member } from './json.js';

/** Splits a JSON pointer (RFC 6901) into its unescaped segments. */
export function segmentsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Joins unescaped segments to a JSON pointer. */
export function pointerOf(segments: readonly (string | number)[]): string {
  return segments.reduce<string>(childPointer, '');
}

/** Appends a key or an index to a JSON pointer. */
export function childPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Returns the value at a JSON pointer, without following references. */
export function valueAt(data: Json, pointer: string): Json | undefined {
  return segmentsOf(pointer).reduce<Json | undefined>(member, data);
}
