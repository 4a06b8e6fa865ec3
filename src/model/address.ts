import type { Address, Segment } from './api.js';

/** Splits `a/{b}/c` into texts and parameters (AsyncAPI 3.0, channel address expressions). */
export function parseAddress(text: string): Address {
  const segments: Segment[] = [];
  for (const part of text.split(/(\{[^{}]+\})/)) {
    if (part.startsWith('{') && part.endsWith('}')) {
      segments.push({ kind: 'parameter', name: part.slice(1, -1) });
    } else if (part !== '') {
      segments.push({ kind: 'text', text: part });
    }
  }
  return { text, segments };
}

/** Names of the parameters in the order in which the address has them. */
export function addressParameters(address: Address): readonly string[] {
  return address.segments.flatMap((segment) =>
    segment.kind === 'parameter' ? [segment.name] : [],
  );
}
