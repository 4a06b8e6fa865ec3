import { readLatency, type Latency } from './latency.js';

/** What a fault needs to know. */
type Kind = 'share' | 'ms' | 'beats' | 'seconds' | 'latency';

interface FaultDefinition {
  /** One sentence for people. */
  readonly summary: string;
  readonly kind: Kind;
  readonly example: string;
}

const share = { kind: 'share', example: '0.1' } as const;

/** The faults of messages that mock servers send, and of connections, by name. */
const TABLE = {
  latency: {
    summary: 'messages take time, and keep their order',
    kind: 'latency',
    example: 'lognormal:50:0.5',
  },
  loss: { ...share, summary: 'messages do not arrive' },
  duplicate: { ...share, summary: 'messages arrive twice' },
  reorder: { ...share, summary: 'messages arrive after the one that was sent after them' },
  'late-reply': { summary: 'replies take longer', kind: 'ms', example: '6000' },
  'malformed-json': { ...share, summary: 'messages are not JSON' },
  'wrong-type': { ...share, summary: 'a value in a message does not have the type of its schema' },
  'unknown-enum': { ...share, summary: 'a value in a message is none of its `enum`' },
  'extra-field': { ...share, summary: 'an object has a property that its schema does not have' },
  'frozen-heartbeat': {
    summary: 'heartbeats stop counting at a number',
    kind: 'beats',
    example: '5',
  },
  'reset-heartbeat': {
    summary: 'heartbeats count from 0 again after a number of them',
    kind: 'beats',
    example: '5',
  },
  kick: {
    summary: 'the broker cuts the connections of all clients again and again',
    kind: 'seconds',
    example: '30',
  },
} as const satisfies Readonly<Record<string, FaultDefinition>>;

export type FaultName = keyof typeof TABLE;

/** All faults by name. */
export const FAULTS: Readonly<Record<FaultName, FaultDefinition>> = TABLE;

/** Faults with their values, e.g. `{ loss: 0.1, latency: 'normal:200:50' }`. */
export type GivenFaults = Readonly<Partial<Record<FaultName, number | string>>>;

/** Faults that were read. */
export interface FaultSettings {
  readonly latency: Latency | undefined;
  /** The values of the other faults. */
  readonly values: ReadonlyMap<string, number>;
}

/** What values of a kind are, in words and as limits. */
const KINDS: Readonly<
  Record<Exclude<Kind, 'latency'>, { words: string; least: number; most: number }>
> = {
  share: { words: 'a share from 0 to 1', least: 0, most: 1 },
  ms: { words: 'milliseconds from 0 to 3600000', least: 0, most: 3_600_000 },
  beats: { words: 'a number of heartbeats from 1 on', least: 1, most: Number.MAX_SAFE_INTEGER },
  seconds: { words: 'seconds from 0.1 to 86400', least: 0.1, most: 86_400 },
};

/** Whether a string is the name of a fault. */
function isFault(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

/** Reads faults; throws a `RangeError` for an unknown name and for a value that a fault cannot have. */
export function readFaults(given: Readonly<Record<string, number | string>>): FaultSettings {
  const values = new Map<string, number>();
  let latency: Latency | undefined;
  for (const [name, value] of Object.entries(given)) {
    if (!isFault(name)) {
      throw new RangeError(
        `There is no fault ${JSON.stringify(name)}. There are ${Object.keys(FAULTS).join(', ')}`,
      );
    }
    if (name === 'latency') latency = readLatency(String(value));
    else values.set(name, readNumber(name, value));
  }
  return { latency, values };
}

function readNumber(name: FaultName, given: number | string): number {
  const { kind, example } = FAULTS[name];
  const { words, least, most } = KINDS[kind === 'latency' ? 'ms' : kind];
  const value = String(given).trim() === '' ? Number.NaN : Number(given);
  if (value >= least && value <= most) return value;
  throw new RangeError(
    `The fault ${name} needs ${words}, e.g. ${example}, and not ${JSON.stringify(given)}`,
  );
}
