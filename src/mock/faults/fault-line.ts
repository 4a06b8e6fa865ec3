import type { Clock } from '../clock/clock.js';
import { Counter } from '../payloads/counter.js';
import { chance } from './chance.js';
import { latencyOf } from './latency.js';
import { readJson, type SentMessage, type SentTopics } from './sent-topics.js';
import { withExtraField, withUnknownEnum, withWrongType, type Spoiling } from './spoil.js';
import type { FaultName, FaultSettings } from './table.js';

/** What a fault line works with. */
export interface FaultParts {
  readonly settings: FaultSettings;
  readonly seed: number;
  readonly clock: Clock;
  readonly topics: SentTopics;
  /** Tells the user what happened to a message. */
  readonly note: (text: string) => void;
}

/** A message that a mock server sends. */
interface Sent {
  readonly topic: string;
  readonly payload: Uint8Array;
}

type Deliver = (payload: Uint8Array) => void;

/** The faults that change what a message says, in the order in which they are tried. */
const SPOILING: readonly (readonly [FaultName, (spoiling: Spoiling) => unknown])[] = [
  ['wrong-type', withWrongType],
  ['unknown-enum', withUnknownEnum],
  ['extra-field', withExtraField],
];

/** How long a message that is to arrive after the next one waits for it. */
const REORDER_MS = 1_000;

/**
 * The line between mock servers and their clients, where messages get lost, late or spoilt. What happens to a message
 * depends on the seed, its topic and how many messages there were on it, and on nothing else.
 */
export class FaultLine {
  readonly #parts: FaultParts;
  readonly #counter = new Counter();
  /** When the latest message arrives, before which no other does. */
  #latest = 0;
  /** Delivers a message that arrives after the next one. */
  #held: (() => void) | undefined;

  constructor(parts: FaultParts) {
    this.#parts = parts;
  }

  /** Takes a message of a mock server, and delivers it with its faults. */
  take({ topic, payload }: Sent, deliver: Deliver): void {
    const message = this.#parts.topics.messageOn(topic);
    const key = `${this.#parts.seed} ${message.key} ${this.#counter.next(message.key)}`;
    const hits = (fault: FaultName): boolean => this.#hits(fault, { key, topic });
    if (hits('loss')) return;
    const body = this.#spoil({ payload, message, key, hits });
    const arrive = hits('duplicate') ? () => [body, body].forEach(deliver) : () => deliver(body);
    if (this.#held === undefined && hits('reorder')) this.#hold(arrive);
    else this.#send(message, key, arrive);
  }

  /** Starts anew: what happens to messages does not depend on those before. */
  reset(): void {
    this.#counter.clear();
    this.#held?.();
  }

  #hits(
    fault: FaultName,
    { key, topic }: { readonly key: string; readonly topic: string },
  ): boolean {
    const share = this.#parts.settings.values.get(fault) ?? 0;
    const isHit = share > 0 && chance(`${key} ${fault}`) < share;
    if (isHit) this.#parts.note(`fault ${fault} on ${topic}`);
    return isHit;
  }

  #spoil({ payload, message, key, hits }: SpoiltMessage): Uint8Array {
    const text = new TextDecoder().decode(payload);
    const read = readJson(text);
    if (read === undefined) return payload;
    if (hits('malformed-json')) return bytesOf(`${text}}`);
    const { messages } = message;
    const counted = this.#countOf(message.key, read.value);
    const spoilt = SPOILING.reduce<unknown>(
      (value, [fault, change]) => (hits(fault) ? change({ value, messages, key }) : value),
      counted,
    );
    return spoilt === read.value ? payload : bytesOf(JSON.stringify(spoilt));
  }

  /** Freezes or resets a heartbeat. */
  #countOf(topic: string, value: unknown): unknown {
    if (typeof value !== 'number' || !topic.endsWith('/heartbeat')) return value;
    const { values } = this.#parts.settings;
    const reset = values.get('reset-heartbeat') ?? Infinity;
    const count = value >= reset ? value - reset : value;
    return Math.min(count, values.get('frozen-heartbeat') ?? Infinity);
  }

  #hold(arrive: () => void): void {
    const release = (): void => {
      cancel();
      this.#held = undefined;
      arrive();
    };
    const cancel = this.#parts.clock.after(REORDER_MS, release);
    this.#held = release;
  }

  #send(message: SentMessage, key: string, arrive: () => void): void {
    const { clock, settings } = this.#parts;
    const { latency, values } = settings;
    const late = message.isReply ? (values.get('late-reply') ?? 0) : 0;
    const run = (): void => {
      arrive();
      this.#held?.();
    };
    if (latency === undefined) return late > 0 ? void clock.after(late, run) : run();
    this.#latest = Math.max(this.#latest, clock.now() + latencyOf(latency, key));
    clock.after(this.#latest - clock.now() + late, run);
  }
}

interface SpoiltMessage {
  readonly payload: Uint8Array;
  readonly message: SentMessage;
  readonly key: string;
  readonly hits: (fault: FaultName) => boolean;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
