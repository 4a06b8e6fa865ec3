import { InvalidArgumentError } from 'commander';
import type { Part } from '../generate.js';

/** All parts, in the order in which a manifest lists them. */
export const PARTS = ['types', 'validators', 'client', 'mock'] as const satisfies readonly Part[];

/** Parses parts such as `client,types`. Returns them in the order of `PARTS`, without duplicates. */
export function parseParts(text: string): readonly Part[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !PARTS.some((part) => part === name));
  if (unknown === undefined) return PARTS.filter((part) => names.includes(part));
  throw new InvalidArgumentError(`"${unknown}" is not one of ${PARTS.join(', ')}.`);
}
