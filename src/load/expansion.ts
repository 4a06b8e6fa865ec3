import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { finalTarget, type Closure } from './closure.js';
import type { Json } from './document.js';
import { isList, isObject } from './json-guards.js';
import { limits } from './limits.js';
import { valueAt } from './pointer.js';

interface Extent {
  /** Values, with what references stand for in their place; each circle counts once. */
  readonly size: number;
  readonly height: number;
}

const leaf: Extent = { size: 1, height: 1 };
const endless: Extent = { size: Infinity, height: Infinity };

/**
 * The parser puts what a reference stands for in its place and then checks every copy: nine levels
 * of nine references each would keep it busy for hours. Takes time in proportion to the files.
 */
export function checkExpansion(closure: Closure): readonly Diagnostic[] {
  const { main } = closure;
  const { size, height } = measure(main.data, 0, { closure, known: new Map() });
  if (size <= limits.expandedNodes && height <= limits.expandedDepth) return [];
  return [
    diagnostic('REF_EXPANSION', {
      message: 'With every reference replaced by what it stands for, the document is too large.',
      help: 'Make chains of references shorter, and refer less often to schemas that refer on.',
      place: main.place(''),
    }),
  ];
}

interface Measuring {
  readonly closure: Closure;
  /** By value that a reference leads to; `leaf` while it is being measured. */
  readonly known: Map<Json, Extent>;
}

function measure(value: Json, depth: number, measuring: Measuring): Extent {
  if (depth > limits.expandedDepth) return endless;
  if (!isObject(value) && !isList(value)) return leaf;
  const link = isObject(value) ? measuring.closure.links.get(value) : undefined;
  if (link !== undefined) {
    const target = finalTarget(link.actual, measuring.closure.links);
    const held = target && valueAt(target.file.data, target.pointer);
    return held === undefined ? leaf : measureTarget(held, depth, measuring);
  }
  let size = 1;
  let height = 0;
  for (const child of Object.values(value)) {
    const extent = measure(child, depth + 1, measuring);
    size += extent.size;
    height = Math.max(height, extent.height);
  }
  return { size, height: height + 1 };
}

function measureTarget(value: Json, depth: number, measuring: Measuring): Extent {
  const known = measuring.known.get(value);
  if (known !== undefined) return known;
  measuring.known.set(value, leaf);
  const extent = measure(value, depth + 1, measuring);
  measuring.known.set(value, extent);
  return extent;
}
