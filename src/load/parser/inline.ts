import type { Target } from '../target.js';
import type { Json, JsonObject } from '../document.js';
import { isList, isObject } from '../json-guards.js';
import { limits } from '../limits.js';

export interface Reference {
  readonly target: Target;
  /** Where the reference object stands. */
  readonly at: Target;
}

interface References {
  readonly referenceAt: (value: JsonObject) => Reference | undefined;
  readonly valueOf: (target: Target) => Json;
}

/** A value whose references are replaced by what they stand for. */
export interface Inlined {
  readonly value: Json;
  /** Values in it, each as often as a walk meets it; no less than the truth where it is too deep. */
  readonly size: number;
  /** Levels; infinite beyond the limit. */
  readonly height: number;
  /** The reference that stands for most. */
  readonly largest?: { readonly at: Target; readonly size: number };
}

interface Inlining extends References {
  /** By value that a reference leads to; nothing in the place of a value within itself. */
  readonly known: Map<Json, Inlined>;
}

const nothing: Inlined = { value: {}, size: 1, height: 1 };

/** Takes time in proportion to the value, since equal parts are made once and then shared. */
export function inline(value: Json, references: References): Inlined {
  return inlineValue(value, 0, { ...references, known: new Map() });
}

function inlineValue(value: Json, depth: number, inlining: Inlining): Inlined {
  if (depth > limits.expandedDepth) return { ...nothing, height: Infinity };
  if (!isObject(value) && !isList(value)) return { value, size: 1, height: 1 };
  const reference = isObject(value) ? inlining.referenceAt(value) : undefined;
  if (reference !== undefined) return inlineReference(reference, depth, inlining);
  const parts = Object.values(value).map((child) => inlineValue(child, depth + 1, inlining));
  return { value: rebuilt(value, parts), ...measured(parts) };
}

/** The value with its parts in place; the very same one if they are. */
function rebuilt(value: JsonObject | readonly Json[], parts: readonly Inlined[]): Json {
  const values = parts.map((part) => part.value);
  if (Object.values(value).every((child, index) => child === values[index])) return value;
  if (isList(value)) return values;
  return Object.fromEntries(Object.keys(value).map((key, index) => [key, values[index] ?? null]));
}

function inlineReference({ target, at }: Reference, depth: number, inlining: Inlining): Inlined {
  const value = inlining.valueOf(target);
  const known = inlining.known.get(value);
  if (known !== undefined) return { ...known, largest: { at, size: known.size } };
  inlining.known.set(value, nothing);
  const inlined = inlineValue(value, depth + 1, inlining);
  inlining.known.set(value, inlined);
  return { ...inlined, largest: { at, size: inlined.size } };
}

function measured(parts: readonly Inlined[]): Omit<Inlined, 'value'> {
  let size = 1;
  let height = 0;
  let largest: Inlined['largest'];
  for (const part of parts) {
    size += part.size;
    height = Math.max(height, part.height);
    if ((part.largest?.size ?? 0) > (largest?.size ?? 0)) ({ largest } = part);
  }
  return { size, height: height + 1, ...(largest !== undefined && { largest }) };
}
