import type { Address, Segment } from './api.js';

/** Parameters, and wildcards that are a whole level (MQTT-4.7.1-2, MQTT-4.7.1-3). */
const variable = /\{([^{}]+)\}|(?<=^|\/)(?:\+(?=\/|$)|#$)/g;

/**
 * Splits `a/{b}/+` into literals, parameters (AsyncAPI 3.0, channel address expressions) and
 * wildcards. Unmatched braces are literal.
 */
export function parseAddress(text: string): Address {
  const segments: Segment[] = [];
  const add = (segment: Segment): void => {
    if (segment.kind !== 'text' || segment.text !== '') segments.push(segment);
  };
  let end = 0;
  for (const { 0: part, 1: name, index } of text.matchAll(variable)) {
    add({ kind: 'text', text: text.slice(end, index) });
    if (name !== undefined) add({ kind: 'parameter', name });
    else add({ kind: 'wildcard', text: part === '#' ? '#' : '+' });
    end = index + part.length;
  }
  add({ kind: 'text', text: text.slice(end) });
  return { text, segments };
}

/** Returns the names of the parameters, in the order of the address. */
export function addressParameters(address: Address): readonly string[] {
  return address.segments.flatMap((segment) =>
    segment.kind === 'parameter' ? [segment.name] : [],
  );
}

/** Whether an address contains a wildcard, so that it is a topic filter instead of a topic. */
export function hasWildcard({ segments }: Address): boolean {
  return segments.some(({ kind }) => kind === 'wildcard');
}
