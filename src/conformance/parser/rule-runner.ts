import { Parser } from '@asyncapi/parser';
import { Spectral } from '@stoplight/spectral-core';
import { Resolver } from '@stoplight/spectral-ref-resolver';
import type { Json } from '../../json/json.js';
import type { Bundle } from './bundle.js';

/** A finding of a rule of @asyncapi/parser. */
export interface RuleFinding {
  /** The name of the rule, e.g. `asyncapi3-channel-parameters`. */
  readonly rule: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
  /** Whether the rule looks at references as written, not at what they lead to. */
  readonly isWritten: boolean;
}

/**
 * The rules that do not run. `../structure` checks the structure, and `../version.ts` the version.
 * `validate` checks examples, for all versions and in bounded time. The other rules give advice.
 */
const off = [
  ...['asyncapi-document-resolved', 'asyncapi-document-unresolved', 'asyncapi2-schemas'],
  ...['asyncapi-is-asyncapi', 'asyncapi-latest-version', 'asyncapi-internal'],
  ...['asyncapi2-message-examples', 'asyncapi2-message-examples-custom-format'],
  ...['asyncapi2-schema-default', 'asyncapi2-schema-examples', 'asyncapi2-tags-uniqueness'],
];

/**
 * Runs the semantic rules of @asyncapi/parser without its reading, resolving and modelling of
 * documents. These take time that is quadratic in the width of a document or exponential in the depth
 * of its references, and fail on keys such as `hasOwnProperty`.
 */
export class RuleRunner extends Parser {
  /** By document, while the rules run over it. */
  readonly #found = new Map<unknown, RuleFinding[]>();

  constructor() {
    const severities = off.map((name) => [name, 'off'] as const);
    super({ ruleset: { recommended: false, rules: Object.fromEntries(severities) } });
    this.#collectFindings();
  }

  /** The names of the rules that run. */
  get names(): readonly string[] {
    const enabled = Object.values(this.#ruleset.rules).filter((rule) => rule.enabled);
    return enabled.map(({ name }) => name);
  }

  async run({ written, resolved }: Bundle): Promise<readonly RuleFinding[]> {
    const data = plainly(written);
    const found: RuleFinding[] = [];
    this.#found.set(data, found);
    const spectral = new Spectral({ resolver: new Resolution(plainly(resolved)) });
    spectral.setRuleset(this.#ruleset);
    try {
      await spectral.run({
        parsed: { data, diagnostics: [], ast: undefined, lineMap: undefined },
        // Places are ours.
        getLocationForJsonPath: () => undefined,
      });
    } finally {
      this.#found.delete(data);
    }
    return found;
  }

  get #ruleset() {
    const { ruleset } = this.spectral;
    if (ruleset === undefined) throw new Error('Spectral has no rules.');
    return ruleset;
  }

  /**
   * Takes findings from the rules before Spectral sees them: it evaluates expressions in messages, and
   * messages quote names of the document.
   */
  #collectFindings(): void {
    for (const rule of Object.values(this.#ruleset.rules)) {
      const about = { rule: rule.name, isWritten: !rule.resolved };
      // Spectral reports the description of a rule that has no message.
      const text = rule.message === null ? rule.description : null;
      rule.then = rule.then.map((step) => ({
        ...step,
        function: async (value, options, context) => {
          const { path, document } = context;
          const results = await step.function(value, options, context);
          const found = this.#found.get(document.data);
          for (const each of results ?? []) {
            found?.push({ ...about, message: text ?? each.message, path: each.path ?? path });
          }
        },
      }));
    }
  }
}

/** A resolver for one document, whose references are resolved already. */
class Resolution extends Resolver {
  readonly #result: Json;

  constructor(result: Json) {
    super();
    this.#result = result;
  }

  override async resolve() {
    return { ...(await super.resolve({})), result: this.#result };
  }
}

/**
 * Spectral searches frozen data value by value. In other data its search marks objects on the way, and
 * fails at an object that stands in two places.
 */
function plainly<T>(data: T): T {
  return Object.freeze(data);
}
