import type { AsyncAPIDocumentInterface, Diagnostic as ParserFinding } from '@asyncapi/parser';
import type { Bundle } from './bundle.js';
import { mendParsed } from './mend-parsed.js';

export type { ParserFinding };

/** What @asyncapi/parser makes of a bundle. */
export interface ParserResult {
  readonly document: AsyncAPIDocumentInterface | undefined;
  readonly findings: readonly ParserFinding[];
}

export type ParseBundle = (bundle: Bundle) => Promise<ParserResult>;

/** Examples are checked as in AsyncAPI 3, where the parser ignores them: no reason to stop. */
const asWarnings = [
  'asyncapi2-message-examples',
  'asyncapi2-message-examples-custom-format',
  'asyncapi2-schema-examples',
  'asyncapi2-schema-default',
];
const off = ['asyncapi-latest-version', 'asyncapi2-tags-uniqueness'];

/** Loads the parser at the first use, which takes a third of a second, and then keeps it. */
export function createParser(): ParseBundle {
  let parser: ReturnType<typeof startParser> | undefined;
  return async (bundle) => {
    parser ??= startParser();
    const { document, diagnostics } = await (await parser).parse(JSON.stringify(bundle.data));
    if (document !== undefined) mendParsed(document.json(), bundle);
    return { document, findings: diagnostics };
  };
}

async function startParser() {
  const { Parser } = await import('@asyncapi/parser');
  const { structureRules } = await import('./structure-rules.js');
  const severities = Object.fromEntries([
    ...asWarnings.map((name) => [name, 'warn'] as const),
    ...off.map((name) => [name, 'off'] as const),
  ]);
  const rules = { ...severities, ...structureRules() };
  return new Parser({
    ruleset: { recommended: false, rules },
    __unstable: { resolver: { resolvers: ['file', 'http', 'https'].map(refuse) } },
  });
}

/** A bundle refers to nothing outside itself. Were it otherwise, the parser's own readers would. */
function refuse(schema: string) {
  return { schema, order: 1, canRead: true, read: () => '{}' };
}
