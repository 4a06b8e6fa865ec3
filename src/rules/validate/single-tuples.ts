import { diagnostic } from '../../diagnostics/catalogue.js';
import { below } from '../../model/origin.js';
import type { DocumentRule } from '../rule.js';

/** Finds arrays of one schema under "items", which describe the first item only. */
export const findSingleTuples: DocumentRule = ({ nodes, locate }) =>
  nodes.flatMap(({ schema }) => {
    if (schema.kind !== 'keywords' || schema.additionalItems !== undefined) return [];
    const { items, data } = schema;
    const isSingle = Array.isArray(items) && items.length === 1;
    if (!isSingle || data.get('maxItems') === 1) return [];
    return [
      diagnostic('ITEMS_SINGLE', {
        message: '"items" is an array of one schema, so it describes the first item only.',
        help: 'Write the schema itself under "items" to describe all items.',
        place: locate(below(schema.origin, 'items')),
      }),
    ];
  });
