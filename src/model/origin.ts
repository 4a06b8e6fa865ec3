import { childPointer } from './pointer.js';

/** Where a node of the document was written: the key into the loaded files. */
export interface Origin {
  /** Absolute path of the file. */
  readonly file: string;
  /** JSON pointer within it; empty for the whole file. */
  readonly pointer: string;
}

/** The origin of a value inside the one at `origin`. */
export function below(origin: Origin, ...tokens: readonly (string | number)[]): Origin {
  return { file: origin.file, pointer: tokens.reduce<string>(childPointer, origin.pointer) };
}

/** Text form of an origin, unique: `<file>#<pointer>`. */
export function originId(origin: Origin): string {
  return `${origin.file}#${origin.pointer}`;
}

/** The inverse of {@link originId}. */
export function parseOriginId(id: string): Origin {
  const hash = id.lastIndexOf('#/');
  const split = hash < 0 ? id.length - Number(id.endsWith('#')) : hash;
  return { file: id.slice(0, split), pointer: id.slice(split + 1) };
}
