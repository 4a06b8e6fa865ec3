import type { Address, Segment } from './api.js';

/** Splits `a/{b}/c` into literals and parameters (AsyncAPI 3.0, channel address expressions). */
export function parseAddress(text: string): Address {
  const segments: Segment[] = [];
  for (const [index, part] of text.split(/\{([^{}]+)\}/).entries()) {
    // `split` puts captures at the odd indexes. Unmatched braces are literal.
    if (index % 2 === 1) segments.push({ kind: 'parameter', name: part });
    else if (part !== '') segments.push({ kind: 'text', text: part });
  }
  return { text, segments };
}

/** Returns the names of the parameters, in the order of the address. */
export function addressParameters(address: Address): readonly string[] {
  return address.segments.flatMap((segment) =>
    segment.kind === 'parameter' ? [segment.name] : [],
  );
}
