import { InvalidArgumentError } from 'commander';
import type { Part } from '../generate.js';

/** In the order in which a manifest lists them. */
export const PARTS = ['types', 'validators', 'client', 'mock'] as const satisfies readonly Part[];

/** Reads `client,types` as the parts it names, in our order and without repetition. */
export function parseParts(text: string): readonly Part[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !PARTS.some((part) => part === name));
  if (unknown === undefined) return PARTS.filter((part) => names.includes(part));
  throw new InvalidArgumentError(`"${unknown}" is none of ${PARTS.join(', ')}.`);
}
