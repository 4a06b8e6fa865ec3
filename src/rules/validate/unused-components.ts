import { diagnostic } from '../../diagnostics/catalogue.js';
import { entriesOf, isList, isObject, type Json } from '../../json/json.js';
import { below, originId, type Origin } from '../../model/origin.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/** The components that become types, and what one of them is called. */
const kinds = { schemas: 'schema', messages: 'message' } as const;

/** Schemas and messages among the components that no channel and no operation leads to. */
export const findUnusedComponents: DocumentRule = (facts) => {
  const { origin, channels } = facts.plan.api;
  // A document without channels is a collection of components for others.
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
          message: `Nothing in this document uses the ${kind} ${JSON.stringify(key)}.`,
          help: `Use it in a channel or operation, or remove it if no other document refers to it.`,
          place: facts.locate(component),
        }),
      );
  });
};

/** Ids of all values that references lead to, starting from everything but the components. */
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

/** The ids of a value and of all around it: what is used in part is used. */
function withAncestors(id: string): readonly string[] {
  const slashes = [...id.matchAll(/\//g)].map(({ index }) => id.slice(0, index));
  return [...slashes, id];
}

function childrenOf(value: Json): readonly Json[] {
  if (isList(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
