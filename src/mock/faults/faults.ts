import type { Clock } from '../clock/clock.js';
import type { KnownTopic } from '../known-topics.js';
import type { MockEvent } from '../mock-event.js';
import { FaultLine } from './fault-line.js';
import { SentTopics } from './sent-topics.js';
import { readFaults, type GivenFaults } from './table.js';

/** The faults of mock servers on a broker of their own. */
export interface Faults {
  readonly line: FaultLine;
  readonly topics: SentTopics;
  readonly clock: Clock;
  /** After how many milliseconds the connections of clients are cut, again and again. */
  readonly kickMs: number | undefined;
  /** Adds topics of the documents. */
  add(topics: readonly KnownTopic[]): void;
}

/** What faults work with. */
export interface FaultContext {
  readonly seed: number;
  readonly clock: Clock;
  readonly log: (event: MockEvent) => void;
}

/** Reads faults; `undefined` if there are none. Throws a `RangeError` for a wrong name or value. */
export function openFaults(
  given: GivenFaults,
  { seed, clock, log }: FaultContext,
): Faults | undefined {
  if (Object.keys(given).length === 0) return undefined;
  const settings = readFaults(given);
  const topics = new SentTopics();
  const note = (text: string): void =>
    log({ event: 'note', time: new Date(clock.now()), text, isProblem: false });
  const kick = settings.values.get('kick');
  return {
    line: new FaultLine({ settings, seed, clock, topics, note }),
    topics,
    clock,
    kickMs: kick === undefined ? undefined : kick * 1_000,
    add: (known) => topics.add(known),
  };
}
