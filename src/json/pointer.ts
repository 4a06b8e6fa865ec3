import type { Json } from './json.js';
import { member } from './json.js';

/** The unescaped segments of a JSON pointer (RFC 6901). */
export function segmentsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function pointerOf(segments: readonly (string | number)[]): string {
  return segments.reduce<string>(childPointer, '');
}

export function childPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The value at a pointer, without following references. */
export function valueAt(data: Json, pointer: string): Json | undefined {
  return segmentsOf(pointer).reduce<Json | undefined>(member, data);
}
