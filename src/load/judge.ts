import { Parser, type Diagnostic as ParserFinding } from '@asyncapi/parser';
import type { Bundle } from './bundle.js';

export type { ParserFinding };

/**
 * The rules of @asyncapi/parser without its reading, resolving and modelling of documents: all of
 * these take time that is quadratic in the width of a document, or exponential in the depth of its
 * references, and fail on keys such as `hasOwnProperty`.
 */
export class Judge extends Parser {
  async judge({ written, resolved }: Bundle): Promise<readonly ParserFinding[]> {
    const resolver = {
      uriCache: {},
      resolve: () => Promise.resolve({ result: plainly(resolved.value), errors: [], graph: null }),
    };
    // Spectral takes a resolver for all documents only, and this is the resolution of one.
    if (!Reflect.has(this.spectral, '_resolver')) throw new Error('Spectral has no "_resolver".');
    Reflect.set(this.spectral, '_resolver', resolver);
    const { results } = await this.spectral.runWithResolved({
      parsed: { data: plainly(written), diagnostics: [], ast: undefined, lineMap: undefined },
      // Places are ours.
      getLocationForJsonPath: () => undefined,
    });
    return results;
  }
}

/**
 * Frozen data is searched node by node. In other data the search marks the objects that it expects on
 * its way, and fails at one that stands in two places.
 */
function plainly<T>(data: T): T {
  return Object.freeze(data);
}
