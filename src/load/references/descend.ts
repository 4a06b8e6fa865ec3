import type { Closure } from './closure.js';
import type { Target } from './target.js';
import { isObject, type Json, member } from '../../json/json.js';
import { childPointer, valueAt } from '../../json/pointer.js';

/** A value and its location. */
export interface Located extends Target {
  readonly value: Json;
}

/** The result of following keys from a value, through references. */
export interface Descent {
  /** The value, or `null` if there is none. */
  readonly at: Located;
  /** The reference object at the last key, if there is one. */
  readonly reference?: Located;
  /** Whether a reference was followed before the last key. */
  readonly isReferred: boolean;
}

/** Follows keys from a value that is not a reference object, and follows each reference on the way. */
export function descend(
  start: Located,
  keys: readonly (string | number)[],
  closure: Closure,
): Descent {
  let descent: Descent = { at: start, isReferred: false };
  for (const key of keys) {
    const { reference, isReferred } = descent;
    // The key `$ref` belongs to the reference itself.
    const owner = key === '$ref' && reference !== undefined ? reference : descent.at;
    const child = childOf(owner, key);
    const end = isObject(child.value) ? closure.ends.get(child.value) : undefined;
    const isPastReference = isReferred || (reference !== undefined && owner !== reference);
    descent =
      end === undefined
        ? { at: child, isReferred: isPastReference }
        : { at: locate(end), reference: child, isReferred: isPastReference };
  }
  return descent;
}

/** Returns the root of the main document. */
export function topOf({ main }: Closure): Located {
  return { file: main, pointer: '', value: main.data };
}

function childOf({ file, pointer, value }: Located, key: string | number): Located {
  return {
    file,
    pointer: childPointer(pointer, key),
    value: member(value, String(key)) ?? null,
  };
}

function locate({ file, pointer }: Target): Located {
  return { file, pointer, value: valueAt(file.data, pointer) ?? null };
}
