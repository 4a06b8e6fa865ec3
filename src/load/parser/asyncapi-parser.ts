import type { Bundle } from './bundle.js';
import type { ParserFinding } from './rule-runner.js';

/** What @asyncapi/parser has to say against a bundle. */
export type JudgeBundle = (bundle: Bundle) => Promise<readonly ParserFinding[]>;

/**
 * Examples are no reason to stop, and in AsyncAPI 3 the parser does not look at them: `validate`
 * checks them for all versions, and in bounded time, which a pattern of a document may well exceed.
 */
const off = [
  'asyncapi-latest-version',
  'asyncapi2-message-examples',
  'asyncapi2-message-examples-custom-format',
  'asyncapi2-schema-default',
  'asyncapi2-schema-examples',
  'asyncapi2-tags-uniqueness',
];

/** Loads the parser at the first use, which takes a third of a second, and then keeps it. */
export function createParser(): JudgeBundle {
  let parser: ReturnType<typeof startParser> | undefined;
  return async (bundle) => {
    parser ??= startParser();
    return (await parser).judge(bundle);
  };
}

async function startParser() {
  const { Judge } = await import('./rule-runner.js');
  const { structureRules } = await import('./structure-rules.js');
  const severities = Object.fromEntries(off.map((name) => [name, 'off'] as const));
  const rules = { ...severities, ...structureRules() };
  return new Judge({ ruleset: { recommended: false, rules } });
}
