import type { Json, LoadedDocument } from '../load/document.js';
import { isObject } from '../load/json-guards.js';
import { below, type Origin } from './origin.js';
import type { LinkOf } from './schema/schema-reader.js';
import { segmentsOf, valueAt } from '../load/pointer.js';

/**
 * A document seen twice through the same pointers: with references resolved and traits applied, and
 * as it was written, to know where each part stands.
 */
export interface Source {
  /** The resolved value at a pointer of the main file. */
  at(pointer: string): Json | undefined;
  /** Where the value at a pointer of the main file is defined, references followed. */
  origin(pointer: string): Origin;
  /** The value as written at an origin. */
  written(origin: Origin): Json | undefined;
  /** The headers of the message at an origin, where traits of it have some, too. */
  mergedHeaders(origin: Origin): Json | undefined;
  /** The origin that an id stands for: `<file>#<pointer>`, of a file of the document. */
  readonly originOf: (id: string) => Origin | undefined;
  /** Where a reference object leads. */
  readonly linkOf: LinkOf;
}

export function createSource(document: LoadedDocument): Source {
  const { resolved } = document;
  const written = (origin: Origin): Json | undefined => {
    const file = document.files.get(origin.file);
    return file === undefined ? undefined : valueAt(file.data, origin.pointer);
  };
  const follow = (origin: Origin): Origin => followReferences(origin, written, document.linkOf);
  return {
    at: (pointer) => valueAt(resolved, pointer),
    origin: (pointer) =>
      segmentsOf(pointer).reduce<Origin>(
        (origin, segment) => follow(below(origin, segment)),
        follow({ file: document.main.path, pointer: '' }),
      ),
    written,
    mergedHeaders: (origin) => {
      const message = written(origin);
      return isObject(message) ? document.mergedHeaders.get(message) : undefined;
    },
    originOf: (id) => {
      const file = [...document.files.keys()].find((path) => id.startsWith(`${path}#`));
      return file === undefined ? undefined : { file, pointer: id.slice(file.length + 1) };
    },
    linkOf: document.linkOf,
  };
}

/** A reference to a reference is followed to its end; circles are the load stage's to refuse. */
function followReferences(
  start: Origin,
  written: (origin: Origin) => Json | undefined,
  linkOf: LinkOf,
): Origin {
  const value = written(start);
  const target = isObject(value) ? linkOf(value) : undefined;
  return target === undefined ? start : followReferences(target, written, linkOf);
}
