import { diagnostic } from '../../diagnostics/catalogue.js';
import { entriesOf, isArray, isObject, type Json } from '../../json/json.js';
import { below, originId, type Origin } from '../../model/origin.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/** The components that become types, and the singular noun for each. */
const kinds = { schemas: 'schema', messages: 'message' } as const;

/** Finds schemas and messages among the components that no channel and no operation uses. */
export const findUnusedComponents: DocumentRule = (facts) => {
  const { origin, channels } = facts.plan.api;
  // A document without channels is a library of components for other documents.
  if (channels.length === 0) return [];
  const used = new Set([...reachedFrom(origin, facts)].flatMap(withAncestors));
  const unused = (component: Origin): boolean => !used.has(originId(component));
  return Object.entries(kinds).flatMap(([field, kind]) => {
    const at = below(origin, 'components', field);
    return entriesOf(facts.written(at))
      .map(([key]) => ({ key, component: below(at, key) }))
      .filter(({ component }) => unused(component))
      .map(({ key, component }) =>
        diagnostic('COMPONENT_UNUSED', {
          message: `The ${kind} ${JSON.stringify(key)} is not used in this document.`,
          help: `Use the ${kind} in a channel or an operation, or remove it if no other document refers to it.`,
          place: facts.locate(component),
        }),
      );
  });
};

/** Returns the ids of all values that references lead to, starting outside the components. */
function reachedFrom(main: Origin, { written, linkOf }: DocumentFacts): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue: Json[] = entriesOf(written(main))
    .filter(([field]) => field !== 'components')
    .map(([, value]) => value);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const target = isObject(next) ? linkOf(next) : undefined;
    if (target !== undefined && !reached.has(originId(target))) {
      reached.add(originId(target));
      queue.push(written(target) ?? null);
    }
    if (target === undefined) for (const child of childrenOf(next)) queue.push(child);
  }
  return reached;
}

/** Returns the ids of a value and of the values that contain it: they are in use, too. */
function withAncestors(id: string): readonly string[] {
  const slashes = [...id.matchAll(/\//g)].map(({ index }) => id.slice(0, index));
  return [...slashes, id];
}

function childrenOf(value: Json): readonly Json[] {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
