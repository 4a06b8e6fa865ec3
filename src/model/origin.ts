import type { Place } from '../diagnostics/diagnostic.js';
import type { Location } from '../load/document.js';
import { childPointer } from '../json/pointer.js';

/** The file and the JSON pointer of a value. */
export type Origin = Location;

/** Returns the line and column of an origin. */
export type Locate = (origin: Origin) => Place;

/** Returns the origin of a value inside the one at `origin`. */
export function below(origin: Origin, ...tokens: readonly (string | number)[]): Origin {
  return { file: origin.file, pointer: tokens.reduce<string>(childPointer, origin.pointer) };
}

/** Returns an origin as a unique string: `<file>#<pointer>`. */
export function originId(origin: Origin): string {
  return `${origin.file}#${origin.pointer}`;
}
