import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Inlined } from './inline.js';
import { limits } from '../limits.js';

const all = { nodes: limits.expandedNodes, depth: limits.expandedDepth };

/** Whether references stand for more than can be walked in reasonable time. */
export function checkExpansion(
  { size, height, largest }: Inlined,
  { nodes, depth }: { readonly nodes: number; readonly depth: number } = all,
): readonly Diagnostic[] {
  if (size <= nodes && height <= depth) return [];
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
