import type { Address, Segment } from './api.js';

/** Splits `a/{b}/c` into texts and parameters (AsyncAPI 3.0, channel address expressions). */
export function parseAddress(text: string): Address {
  const segments: Segment[] = [];
  for (const [index, part] of text.split(/\{([^{}]+)\}/).entries()) {
    // What the expression captures stands at the odd places; other braces are text.
    if (index % 2 === 1) segments.push({ kind: 'parameter', name: part });
    else if (part !== '') segments.push({ kind: 'text', text: part });
  }
  return { text, segments };
}

/** Names of the parameters in the order in which the address has them. */
export function addressParameters(address: Address): readonly string[] {
  return address.segments.flatMap((segment) =>
    segment.kind === 'parameter' ? [segment.name] : [],
  );
}
