import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Json } from '../../json/json.js';
import { below, type Origin } from '../../model/origin.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/** Values that differ in case only, in schemas, channel parameters and server variables. */
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
    const met = spellings.get(value.toLowerCase()) ?? new Map<string, number>();
    spellings.set(value.toLowerCase(), met);
    const earlier = firstOther(met, value);
    if (!met.has(value)) met.set(value, index);
    if (earlier === undefined) return [];
    return [
      diagnostic('ENUM_CASE', {
        message: `The values ${JSON.stringify(values[earlier])} and ${JSON.stringify(value)} differ in case only.`,
        help: 'Keep the one that is really sent; if both are, rename one of them.',
        place: locate(at(index)),
        related: [{ message: 'the other one', place: locate(at(earlier)) }],
      }),
    ];
  });
}

/** The index of the first spelling that is another; no more than two are looked at. */
function firstOther(met: ReadonlyMap<string, number>, value: string): number | undefined {
  for (const [spelling, index] of met) if (spelling !== value) return index;
  return undefined;
}
