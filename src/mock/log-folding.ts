import type { MockEvent } from './mock-event.js';

/** How many operations and topics are counted. Events of further ones are all logged. */
const MAX_COUNTED = 1_000;

/** How an event is logged: in full, as the number of its repetitions so far, or not at all. */
export type Folded =
  | { readonly kind: 'full' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'nothing' };

interface Run {
  readonly payload: unknown;
  readonly count: number;
}

/**
 * Folds heartbeats, that is, messages of one operation that count upwards or repeat a boolean, and
 * messages of a topic that nobody uses. The first one of a run is logged in full, then the 10th, the
 * 100th and each 1000th as a count.
 */
export class LogFolding {
  readonly #runs = new Map<string, Run>();

  next(event: MockEvent): Folded {
    const key = keyOf(event);
    if (key === undefined) return { kind: 'full' };
    const payload = event.event === 'message' ? event.message.payload : undefined;
    const known = this.#runs.get(key);
    const continues = known !== undefined && (event.event === 'unused' || beats(known, payload));
    const count = continues ? known.count + 1 : 1;
    if (known !== undefined || this.#runs.size < MAX_COUNTED) {
      this.#runs.set(key, { payload, count });
    }
    if (count === 1) return { kind: 'full' };
    return isShown(count) ? { kind: 'count', count } : { kind: 'nothing' };
  }
}

/** Returns what is counted together; nothing for events that are all logged. */
function keyOf(event: MockEvent): string | undefined {
  if (event.event === 'unused') return JSON.stringify(['unused', event.topic]);
  if (event.event !== 'message') return undefined;
  const { kind, direction, topic, error } = event.message;
  const isPlain = kind === 'message' && error === undefined;
  return isPlain ? JSON.stringify([event.api, direction, topic]) : undefined;
}

/** Whether a payload is the next heartbeat after another. */
function beats({ payload: last }: Run, payload: unknown): boolean {
  if (typeof payload === 'boolean') return payload === last;
  return typeof payload === 'number' && typeof last === 'number' && payload === last + 1;
}

function isShown(count: number): boolean {
  return count === 10 || count === 100 || count % 1_000 === 0;
}
