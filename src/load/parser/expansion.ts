import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Inlined } from './inline.js';
import { limits } from '../limits.js';

/** Whether references stand for more than the parser could walk in reasonable time. */
export function checkExpansion({ size, height, largest }: Inlined): readonly Diagnostic[] {
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
