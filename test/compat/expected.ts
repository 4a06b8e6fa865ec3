/** Expected findings of `diff` in the notation of `expected.yaml`. */
import type { Change } from '../../src/diff/change.js';

/** The expected findings of two versions of a folder. */
export interface ExpectedPair {
  readonly from: string;
  readonly to: string;
  /** Findings of each document that both versions have. */
  readonly every?: readonly string[];
  readonly apis: Readonly<Record<string, readonly string[]>>;
}

/** A finding that is expected. */
interface Expected {
  /** The rule, the levels, the direction and the symbol. */
  readonly key: string;
  readonly words: readonly string[];
  readonly methods: string | undefined;
}

/** Returns what is missing and what is not expected, one line each. */
export function deviations(
  lines: readonly string[],
  changes: readonly Change[],
): readonly string[] {
  const rest = [...changes];
  const missing = lines.filter((line) => {
    const wanted = parseLine(line);
    const index = rest.findIndex((change) => matches(change, wanted));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
  return [
    ...missing.map((line) => `missing: ${line}`),
    ...rest.map(
      (change) =>
        `not expected: ${keyOf(change)}: ${change.message} -> ${change.methods.join(', ')}`,
    ),
  ];
}

function parseLine(line: string): Expected {
  const [head = '', methods] = line.split(' -> ');
  const [key = '', words = ''] = head.split(/: (.*)/);
  return { key, words: words === '' ? [] : words.split(', '), methods };
}

function matches(change: Change, { key, words, methods }: Expected): boolean {
  if (keyOf(change) !== key) return false;
  if (methods !== undefined && methods !== change.methods.join(', ')) return false;
  return words.every((word) => change.message.includes(word) || change.symbols.includes(word));
}

function keyOf({ code, wire, source, direction, symbols }: Change): string {
  return [code, `${wire}/${source}`, direction, symbols[0]]
    .filter((part) => part !== undefined)
    .join(' ');
}
