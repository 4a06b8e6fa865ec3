import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Target } from '../closure.js';
import type { Json } from '../document.js';
import { limits } from '../limits.js';

/** A value whose references are replaced by what they stand for. */
export interface Expansion {
  readonly value: Json;
  /** Values in it, each as often as a walk meets it; no less than the truth where it is too deep. */
  readonly size: number;
  /** Levels; infinite beyond the limit. */
  readonly height: number;
  /** The reference that stands for most, and where it stands. */
  readonly largest?: { readonly at: Target; readonly size: number };
}

export const nothing: Expansion = { value: {}, size: 1, height: 1 };

/** The measures of a value with the given parts. */
export function measured(parts: readonly Expansion[]): Omit<Expansion, 'value'> {
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

/** Whether references stand for more than the rules could walk in reasonable time. */
export function checkExpansion({ size, height, largest }: Expansion): readonly Diagnostic[] {
  if (size <= limits.expandedNodes && height <= limits.expandedDepth) return [];
  const place = largest?.at.file.place(`${largest.at.pointer}/$ref`);
  return [
    diagnostic('REF_EXPANSION', {
      message:
        'With references replaced by what they stand for, the document is too large, mostly by this one.',
      help: 'Make chains of references shorter, and refer less often to values that refer on.',
      ...(place !== undefined && { place }),
    }),
  ];
}
