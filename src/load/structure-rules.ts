import { coreRuleset } from '@asyncapi/parser/cjs/ruleset/ruleset.js';

/**
 * What is taken from within the parser, beyond its API, stands in this file;
 * `test/load/structure-rules.test.ts` tells when another version changes any of it.
 */
const stock = {
  'asyncapi-document-resolved': coreRuleset.rules['asyncapi-document-resolved'],
  'asyncapi-document-unresolved': coreRuleset.rules['asyncapi-document-unresolved'],
};

type StructureRule = (typeof stock)[keyof typeof stock];
type Check = StructureRule['then']['function'];
type Context = Parameters<Check>[2];
type Inventory = Context['documentInventory'];

/**
 * The rules that hold a document against the JSON Schema of its AsyncAPI version, as the parser has
 * them but for one thing: they compile that schema once for each version, where the parser does so
 * twice for each document, which takes longer than all its other work. It keeps what is compiled by
 * the inventory of the document, whose only use in these rules that is; so we give them the same one
 * for all documents of a version. No other rule sees it, hence no schema of a document gets there,
 * and none has a bearing on the next document.
 */
export function structureRules() {
  const inventories = new Map<unknown, Inventory>();
  const inventoryOf = ({ document }: Context): Inventory => {
    const [version] = document.formats ?? [];
    const inventory = inventories.get(version) ?? emptyInventory();
    inventories.set(version, inventory);
    return inventory;
  };
  return Object.fromEntries(
    Object.entries(stock).map(([name, rule]) => [name, sharing(rule, inventoryOf)] as const),
  );
}

function sharing(rule: StructureRule, inventoryOf: (context: Context) => Inventory) {
  const { function: check, ...then } = rule.then;
  const severity = 'error' as const;
  return {
    ...rule,
    severity,
    then: {
      ...then,
      function: (value: unknown, options: { resolved: boolean }, context: Context) =>
        check(value, options, { ...context, documentInventory: inventoryOf(context) }),
    },
  };
}

function emptyInventory(): Inventory {
  return { graph: null, referencedDocuments: {}, findAssociatedItemForPath: () => null };
}
