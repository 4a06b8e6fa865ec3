import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Closure } from './closure.js';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.js';
import { valueAt } from '../../json/pointer.js';
import type { Target } from './target.js';

/** The size of a value after each reference in it is replaced by the value it leads to. */
export interface Expansion {
  /** The number of values, each counted as often as a traversal visits it. */
  readonly size: number;
  /** Levels of nesting. Above the limit it is infinite, and `size` may be too small. */
  readonly height: number;
  /** The reference that leads to the most values. */
  readonly largest?: { readonly at: Target; readonly size: number };
}

/** The largest `Expansion` that is allowed. */
export interface ExpansionLimits {
  readonly size: number;
  readonly height: number;
}

interface Measuring {
  readonly closure: Closure;
  /** Returns the parts of a value that are measured. */
  readonly partsOf: (value: JsonObject | readonly Json[]) => readonly Json[];
  readonly maxHeight: number;
  /** The result for each written value. A value within itself is not counted again. */
  readonly known: Map<Json, Expansion>;
}

const single: Expansion = { size: 1, height: 1 };

/** Measures a value in linear time: each value within is measured once. */
export function measure(value: Json, measuring: Omit<Measuring, 'known'>): Expansion {
  return measureAt(value, 0, { ...measuring, known: new Map() });
}

function measureAt(value: Json, depth: number, measuring: Measuring): Expansion {
  if (!isObject(value) && !isArray(value)) return single;
  if (depth > measuring.maxHeight) return { size: 1, height: Infinity };
  const known = measuring.known.get(value);
  if (known !== undefined) return known;
  measuring.known.set(value, single);
  const measured = measureNew(value, depth, measuring);
  measuring.known.set(value, measured);
  return measured;
}

function measureNew(
  value: JsonObject | readonly Json[],
  depth: number,
  measuring: Measuring,
): Expansion {
  const { links, ends } = measuring.closure;
  const end = isObject(value) ? ends.get(value) : undefined;
  const at = isObject(value) ? links.get(value)?.at : undefined;
  if (end !== undefined && at !== undefined) {
    const target = valueAt(end.file.data, end.pointer) ?? null;
    const expansion = measureAt(target, depth + 1, measuring);
    return { ...expansion, largest: { at, size: expansion.size } };
  }
  return sum(measuring.partsOf(value).map((part) => measureAt(part, depth + 1, measuring)));
}

function sum(parts: readonly Expansion[]): Expansion {
  let size = 1;
  let height = 0;
  let largest: Expansion['largest'];
  for (const part of parts) {
    size += part.size;
    height = Math.max(height, part.height);
    if ((part.largest?.size ?? 0) > (largest?.size ?? 0)) ({ largest } = part);
  }
  return { size, height: height + 1, ...(largest !== undefined && { largest }) };
}

/** Reports an expansion above the limits. */
export function checkExpansion(
  { size, height, largest }: Expansion,
  limits: ExpansionLimits,
): readonly Diagnostic[] {
  if (size <= limits.size && height <= limits.height) return [];
  const place = largest?.at.file.place(`${largest.at.pointer}/$ref`);
  return [
    diagnostic('REF_EXPANSION', {
      message:
        'The document is too large after its references are resolved; this reference contributes most.',
      help: 'Shorten chains of references, or refer less often to values that contain references.',
      ...(place !== undefined && { place }),
    }),
  ];
}
