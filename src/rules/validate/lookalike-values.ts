import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Json } from '../../json/json.js';
import { below, type Origin } from '../../model/origin.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/** Finds enum values that differ only in case, in schemas, channel parameters and server variables. */
export const findLookalikeValues: DocumentRule = (facts) => {
  const { servers, channels } = facts.plan.api;
  const parameters = [
    ...servers.flatMap(({ variables }) => variables),
    ...channels.flatMap((channel) => channel.parameters),
  ];
  return [
    ...parameters.flatMap(({ values, origin }) => lookalikes(values, origin, facts)),
    ...facts.nodes.flatMap(({ schema }) =>
      schema.kind === 'keywords' ? lookalikes(schema.enum ?? [], schema.origin, facts) : [],
    ),
  ];
};

function lookalikes(
  values: readonly Json[],
  origin: Origin,
  { locate }: DocumentFacts,
): readonly Diagnostic[] {
  const at = (index: number): Origin => below(origin, 'enum', index);
  const spellings = new Map<string, Map<string, number>>();
  return values.flatMap((value, index) => {
    if (typeof value !== 'string') return [];
    const known = spellings.get(value.toLowerCase()) ?? new Map<string, number>();
    spellings.set(value.toLowerCase(), known);
    const earlier = firstOther(known, value);
    if (!known.has(value)) known.set(value, index);
    if (earlier === undefined) return [];
    return [
      diagnostic('ENUM_CASE', {
        message: `The values ${JSON.stringify(values[earlier])} and ${JSON.stringify(value)} differ only in case.`,
        help: 'Remove the value that is never sent. If both are sent, rename one of them.',
        place: locate(at(index)),
        related: [{ message: 'This is the other value.', place: locate(at(earlier)) }],
      }),
    ];
  });
}

/** Returns the index of the first value with another spelling. Visits at most two spellings. */
function firstOther(known: ReadonlyMap<string, number>, value: string): number | undefined {
  for (const [spelling, index] of known) if (spelling !== value) return index;
  return undefined;
}
