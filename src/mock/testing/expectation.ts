import { findOperation, isSent, type NamedOperation } from '../find-operation.js';
import { equals } from './equal.js';
import type { HistoryEntry } from './history-entry.js';
import type { MessageHistory } from './history.js';
import type { Expectation, Matchers } from './matchers.js';

/** An expectation is not met. `actual` and `expected` are for reporters that show a difference. */
export class ExpectationError extends Error {
  override readonly name = 'ExpectationError';
  readonly actual: unknown;
  readonly expected: unknown;

  constructor(
    message: string,
    { actual, expected }: Pick<ExpectationError, 'actual' | 'expected'>,
  ) {
    super(message);
    this.actual = actual;
    this.expected = expected;
  }
}

/** What is expected of the payloads of an operation. */
interface Check {
  /** In words, e.g. `once`. */
  readonly words: string;
  readonly expected: unknown;
  readonly isMet: (payloads: readonly unknown[]) => boolean;
}

type Verify<R> = (check: Check) => R;

/** Creates the expectation of an operation; throws a `RangeError` if there is none of this name. */
export function expectOperation(
  given: string,
  operations: readonly NamedOperation[],
  history: MessageHistory,
): Expectation {
  const operation = findOperation(given, operations);
  const verify = (check: Check): void => {
    const error = failureOf(check, operation, history.entries);
    if (error !== undefined) throw error;
  };
  return {
    ...matchers(verify),
    within: (ms) => matchers((check) => verifyWithin(ms, () => verify(check), history)),
  };
}

async function verifyWithin(
  ms: number,
  verify: () => void,
  history: MessageHistory,
): Promise<void> {
  const deadline = Date.now() + ms;
  for (;;) {
    try {
      return verify();
    } catch (error) {
      const left = deadline - Date.now();
      if (left <= 0) throw error;
      await history.next(left);
    }
  }
}

function matchers<R>(verify: Verify<R>): Matchers<R> {
  return {
    toHaveBeenCalled: () =>
      verify({ words: 'at least once', expected: '> 0', isMet: (all) => all.length > 0 }),
    toHaveBeenCalledOnce: () => verify(times(1)),
    toHaveBeenCalledTimes: (count) => verify(times(count)),
    toHaveBeenCalledWith: (payload) =>
      verify({
        words: `with ${show(payload)}`,
        expected: payload,
        isMet: (all) => all.some((each) => equals(each, payload)),
      }),
    notToHaveBeenCalled: () => verify(times(0)),
  };
}

function times(count: number): Check {
  return {
    words: count === 0 ? 'never' : timesText(count),
    expected: count,
    isMet: (all) => all.length === count,
  };
}

function failureOf(
  { words, expected, isMet }: Check,
  operation: NamedOperation,
  entries: readonly HistoryEntry[],
): ExpectationError | undefined {
  const calls = callsOf(operation, entries);
  const payloads = calls.map(({ payload }) => payload);
  if (isMet(payloads)) return undefined;
  const verb = directionOf(operation);
  const text = `Expected ${operation.name} of ${operation.api} to be ${verb} ${words}, but it was ${verb} ${timesText(calls.length)}.`;
  const actual = typeof expected === 'number' ? calls.length : payloads;
  return new ExpectationError([text, ...accountOf(entries)].join('\n'), { actual, expected });
}

/** Returns the messages of an operation that were used: received ones if the client sends them, else sent ones. */
function callsOf(
  operation: NamedOperation,
  entries: readonly HistoryEntry[],
): readonly HistoryEntry[] {
  const direction = directionOf(operation);
  return entries.filter(
    (entry) =>
      entry.api === operation.api &&
      entry.operation === operation.name &&
      entry.direction === direction &&
      entry.kind !== 'reply' &&
      entry.problem === undefined,
  );
}

/** Returns the direction of the messages of an operation, but for its replies. */
function directionOf({ descriptor: { kind } }: NamedOperation): HistoryEntry['direction'] {
  return isSent(kind) ? 'sent' : 'received';
}

/** How many messages an explanation lists. */
const MAX_LISTED = 20;

/** Lists what was received, and why messages were dropped. */
function accountOf(entries: readonly HistoryEntry[]): readonly string[] {
  const received = entries.filter(
    ({ direction, kind, problem }) =>
      problem !== undefined || (direction === 'received' && kind !== 'reply'),
  );
  if (received.length === 0) return ['The mock servers received nothing.'];
  const shown = received.slice(-MAX_LISTED);
  const head =
    received.length > shown.length
      ? `The mock servers received ${received.length} messages, at last:`
      : 'The mock servers received:';
  return [head, ...shown.map(lineOf)];
}

function lineOf({ direction, operation, topic, payload, problem }: HistoryEntry): string {
  if (direction === 'sent') return `  ✗ ${operation ?? topic} was not answered: ${problem ?? ''}`;
  if (problem !== undefined) return `  ✗ ${topic} was dropped: ${problem}`;
  return `  - ${operation ?? topic}${payload === undefined ? '' : ` ${show(payload)}`}`;
}

function show(value: unknown): string {
  const text =
    value instanceof Uint8Array ? `${value.length} bytes` : (JSON.stringify(value) ?? 'undefined');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function timesText(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
