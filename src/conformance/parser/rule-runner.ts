import { Parser } from '@asyncapi/parser';
import { Spectral } from '@stoplight/spectral-core';
import { Resolver } from '@stoplight/spectral-ref-resolver';
import type { Json } from '../../json/json.js';
import type { Bundle } from './bundle.js';

/** A result of a rule of @asyncapi/parser. */
export interface RuleFinding {
  /** The name of the rule, e.g. `asyncapi3-channel-parameters`. */
  readonly rule: string;
  readonly message: string;
  /** The keys from the root of the document to the value. */
  readonly path: readonly (string | number)[];
  /** Whether the rule reads references instead of their targets. */
  readonly isWritten: boolean;
}

/**
 * The rules that do not run. `../structure` checks the structure, `src/load/version.ts` the version,
 * and `src/rules` the examples, in bounded time. The remaining rules only give advice.
 */
const off = [
  ...['asyncapi-document-resolved', 'asyncapi-document-unresolved', 'asyncapi2-schemas'],
  ...['asyncapi-is-asyncapi', 'asyncapi-latest-version', 'asyncapi-internal'],
  ...['asyncapi2-message-examples', 'asyncapi2-message-examples-custom-format'],
  ...['asyncapi2-schema-default', 'asyncapi2-schema-examples', 'asyncapi2-tags-uniqueness'],
];

/**
 * Runs the semantic rules of @asyncapi/parser. It does not let the parser read, resolve or model a
 * document: that takes time quadratic in the width of the document or exponential in the depth of its
 * references, and fails on keys such as `hasOwnProperty`.
 */
export class RuleRunner extends Parser {
  /** The results for each document that the rules are running on. */
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

  /** Runs the rules on a document. */
  async run({ written, resolved }: Bundle): Promise<readonly RuleFinding[]> {
    const data = frozen(written);
    const found: RuleFinding[] = [];
    this.#found.set(data, found);
    const spectral = new Spectral({ resolver: new Resolution(frozen(resolved)) });
    spectral.setRuleset(this.#ruleset);
    try {
      await spectral.run({
        parsed: { data, diagnostics: [], ast: undefined, lineMap: undefined },
        // The caller finds the places.
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
   * Collects the results of the rules before Spectral gets them. Spectral evaluates expressions in
   * messages, and messages quote names of the untrusted document.
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

/** A Spectral resolver that returns a document whose references are already resolved. */
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
 * Freezes data. Spectral marks objects while it traverses data that is not frozen, and fails at an
 * object that occurs twice.
 */
function frozen<T>(data: T): T {
  return Object.freeze(data);
}
