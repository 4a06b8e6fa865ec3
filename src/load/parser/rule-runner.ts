import { Parser, type Diagnostic as ParserFinding } from '@asyncapi/parser';
import type { Bundle } from './bundle.js';
import { sealed, unsealed } from './literal-messages.js';

export type { ParserFinding };

/**
 * The rules of @asyncapi/parser without its reading, resolving and modelling of documents: all of
 * these take time that is quadratic in the width of a document, or exponential in the depth of its
 * references, and fail on keys such as `hasOwnProperty`.
 */
export class Judge extends Parser {
  constructor(options: ConstructorParameters<typeof Parser>[0]) {
    super(options);
    const { rules } = this.spectral.ruleset ?? {};
    if (rules === undefined) throw new Error('Spectral has no rules.');
    for (const rule of Object.values(rules)) {
      rule.then = rule.then.map((each) => ({ ...each, function: literally(each.function) }));
    }
  }

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
    return results.map((each) => ({ ...each, message: unsealed(each.message) }));
  }
}

interface Told {
  readonly message: string;
}

type Check<A extends unknown[], T extends Told> = (...given: A) => void | T[] | Promise<void | T[]>;

/** The same check, so that nothing in its messages is taken for an expression. */
function literally<A extends unknown[], T extends Told>(check: Check<A, T>): Check<A, T> {
  const seal = (told: void | T[]): T[] =>
    (told ?? []).map((each) => ({ ...each, message: sealed(each.message) }));
  return (...given) => {
    const told = check(...given);
    return told instanceof Promise ? told.then(seal) : seal(told);
  };
}

/**
 * Frozen data is searched node by node. In other data the search marks the objects that it expects on
 * its way, and fails at one that stands in two places.
 */
function plainly<T>(data: T): T {
  return Object.freeze(data);
}
