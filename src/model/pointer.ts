import type { Json } from '../load/document.js';
import { isJsonArray, property } from './json.js';

/** The tokens of a JSON pointer, unescaped (RFC 6901 §4). */
export function pointerTokens(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer one level below, the token escaped (RFC 6901 §3). */
export function childPointer(pointer: string, token: string | number): string {
  return `${pointer}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The value that a pointer names, or `undefined`; looks at own properties only. */
export function valueAt(data: Json, pointer: string): Json | undefined {
  let value: Json | undefined = data;
  for (const token of pointerTokens(pointer)) {
    value = isJsonArray(value) ? value[Number(token)] : property(value, token);
  }
  return value;
}
