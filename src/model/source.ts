import type { Json, LoadedDocument } from '../load/document.js';
import { property, stringOf } from './json.js';
import { below, originId, type Origin } from './origin.js';
import { pointerTokens, valueAt } from './pointer.js';
import { referenceTarget } from './reference.js';

/**
 * A document seen twice through the same pointers: as @asyncapi/parser made it, with references
 * resolved and traits applied, and as it was written, to know where each part stands.
 */
export interface Source {
  /** The resolved value at a pointer of the main file. */
  at(pointer: string): Json | undefined;
  /** Where the value at a pointer of the main file is defined, references followed. */
  origin(pointer: string): Origin;
  /** The value as written at an origin. */
  written(origin: Origin): Json | undefined;
}

export function createSource(document: LoadedDocument): Source {
  const resolved: Json = document.parsed.json();
  const written = (origin: Origin): Json | undefined => {
    const file = document.files.get(origin.file);
    return file === undefined ? undefined : valueAt(file.data, origin.pointer);
  };
  const follow = (origin: Origin): Origin => followReferences(origin, written);
  return {
    at: (pointer) => valueAt(resolved, pointer),
    origin: (pointer) =>
      pointerTokens(pointer).reduce<Origin>(
        (origin, token) => follow(below(origin, token)),
        follow({ file: document.main.path, pointer: '' }),
      ),
    written,
  };
}

/** A reference to a reference is followed to its end; one that goes in a circle, to its start. */
function followReferences(start: Origin, written: (origin: Origin) => Json | undefined): Origin {
  const seen = new Set<string>();
  let origin = start;
  for (;;) {
    const reference = stringOf(property(written(origin), '$ref'));
    if (reference === undefined || seen.has(originId(origin))) return origin;
    seen.add(originId(origin));
    origin = referenceTarget(origin.file, reference);
  }
}
