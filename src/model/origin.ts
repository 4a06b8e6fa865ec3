import type { Place } from '../diagnostics/diagnostic.js';
import type { Location } from '../load/document.js';
import { childPointer } from '../json/pointer.js';

/** Where a node of the document was written. */
export type Origin = Location;

/** Finds the line and column of an origin. */
export type Locate = (origin: Origin) => Place;

/** The origin of a value inside the one at `origin`. */
export function below(origin: Origin, ...tokens: readonly (string | number)[]): Origin {
  return { file: origin.file, pointer: tokens.reduce<string>(childPointer, origin.pointer) };
}

/** Text form of an origin, unique: `<file>#<pointer>`. */
export function originId(origin: Origin): string {
  return `${origin.file}#${origin.pointer}`;
}
