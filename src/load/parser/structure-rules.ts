import { coreRuleset } from '@asyncapi/parser/cjs/ruleset/ruleset.js';
import type { Json } from '../document.js';
import { member } from '../json-guards.js';
import { emptyDocument } from './parts.js';
import { checkStructure, type Context, type Mistakes } from './structure-check.js';

/**
 * What is taken from within the parser, beyond its API, stands here and in `structure-check.ts`;
 * `test/load/structure-rules.test.ts` tells when another version changes any of it.
 */
const stock = {
  'asyncapi-document-resolved': coreRuleset.rules['asyncapi-document-resolved'],
  'asyncapi-document-unresolved': coreRuleset.rules['asyncapi-document-unresolved'],
};

type StructureRule = (typeof stock)[keyof typeof stock];
type Options = Parameters<typeof checkStructure>[1];
type Inventory = Context['documentInventory'];
type Sharing = (context: Context) => Context;

const severity = 'error' as const;

/**
 * The rules that hold a document against the JSON Schema of its AsyncAPI version, as the parser has
 * them but for two things. They compile that schema once for each version, where the parser does so
 * twice for each document, which takes longer than all its other work. It keeps what is compiled by
 * the inventory of the document, whose only use in these rules that is; so we give them the same one
 * for all documents of a version. No other rule sees it, hence no schema of a document gets there,
 * and none has a bearing on the next document. And of the mistakes in a large document they tell
 * some only, in time that is proportional to its size.
 */
export function structureRules() {
  const inventories = new Map<unknown, Inventory>();
  const share: Sharing = (context) => {
    const [version] = context.document.formats ?? [];
    const inventory = inventories.get(version) ?? emptyInventory();
    inventories.set(version, inventory);
    return { ...context, documentInventory: inventory };
  };
  return {
    ...Object.fromEntries(
      Object.entries(stock).map(([name, rule]) => [name, documentRule(rule, share)] as const),
    ),
    'asyncapi2-schemas': payloadRule(share),
  };
}

function documentRule(rule: StructureRule, share: Sharing) {
  return {
    ...rule,
    severity,
    then: {
      ...rule.then,
      function: (value: Json, options: Options, context: Context) =>
        checkStructure(value, options, share(context)),
    },
  };
}

/** Formats of a payload that the parser takes for JSON Schema, whatever the version. */
const jsonSchema =
  /^application\/(?:schema(?:\+json|\+yaml)?;version=draft-07|vnd\.aai\.asyncapi(?:\+json|\+yaml)?;version=(?:2\.[0-6]|3\.[01])\.0)$/;

/**
 * In AsyncAPI 2, payloads whose format is named: the structure of a document does not cover all of
 * the formats. Other payloads it does cover; of these the parser tells some mistakes twice.
 */
function payloadRule(share: Sharing) {
  const messages = [
    '$.channels.*.[publish,subscribe].message',
    '$.components.channels.*.[publish,subscribe].message',
  ];
  const check = (message: Json, _: unknown, context: Context): Mistakes => {
    const format = member(message, 'schemaFormat');
    const payload = member(message, 'payload');
    if (payload === undefined || typeof format !== 'string' || !jsonSchema.test(format)) return [];
    const asyncapi = String(Reflect.get(Object(context.document.data), 'asyncapi'));
    const alone = { ...emptyDocument, asyncapi, components: { schemas: { payload } } };
    return checkStructure(alone, { resolved: true }, share({ ...context, path: [] })).map(
      ({ message: text, path = [] }) => ({
        message: text,
        path: [...context.path, 'payload', ...path.slice(3)],
      }),
    );
  };
  return {
    message: '{{error}}',
    given: [...messages, ...messages.map((each) => `${each}.oneOf.*`), '$.components.messages.*'],
    severity,
    then: { function: check },
  };
}

function emptyInventory(): Inventory {
  return { graph: null, referencedDocuments: {}, findAssociatedItemForPath: () => null };
}
