import type { NamedOperation } from '../find-operation.js';
import type { MessageEvent } from '../mock-event.js';
import type { MissingCheck } from './report.js';

/** How long EVerest waits for the next communication check. */
const PERIOD_MS = 5_000;

interface Checked {
  received: number;
  late: number;
  /** When the last check came; absent if there was none, or if the client has ended checking. */
  latest?: number | undefined;
}

/** Watches whether the clients of APIs with a communication check say that they are alive. */
export class CheckWatch {
  readonly #apis = new Map<string, Checked>();
  /** The APIs whose clients have sent something. */
  readonly #active = new Set<string>();

  add({ api, time, message }: MessageEvent): void {
    const { direction, kind, topic, payload } = message;
    if (direction === 'sent' || kind === 'reply') return;
    this.#active.add(api);
    if (!isCheck(topic)) return;
    const checked = this.#apis.get(api) ?? { received: 0, late: 0 };
    this.#apis.set(api, checked);
    checked.received += 1;
    checked.late += lateness(checked, time);
    checked.latest = payload === false ? undefined : time.getTime();
  }

  /** Returns the APIs whose client was active and sent no check, or was late at least once. */
  missing(operations: readonly NamedOperation[], now: Date): readonly MissingCheck[] {
    const apis = operations.filter(isCheckOperation).map(({ api }) => api);
    return apis.flatMap((api) => {
      const checked = this.#apis.get(api) ?? { received: 0, late: 0 };
      const { received } = checked;
      const late = checked.late + lateness(checked, now);
      const isMissing = this.#active.has(api) && (received === 0 || late > 0);
      return isMissing ? [{ api, received, late }] : [];
    });
  }

  clear(): void {
    this.#apis.clear();
    this.#active.clear();
  }
}

function lateness({ latest }: Checked, time: Date): number {
  return latest !== undefined && time.getTime() - latest > PERIOD_MS ? 1 : 0;
}

function isCheck(topic: string): boolean {
  return topic.endsWith('/communication_check');
}

function isCheckOperation({ descriptor: { kind, address } }: NamedOperation): boolean {
  return kind === 'publish' && isCheck(`/${address}`);
}
