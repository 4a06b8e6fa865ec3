import type { ServerResponse } from 'node:http';
import { visibleJson } from '../../diagnostics/visible.js';
import { logRecord } from '../log-line.js';
import type { MockEvent } from '../mock-event.js';
import { refuse, type Answer } from './answer.js';

const MAX_STREAMS = 8;
/** How much a client may leave unread. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
const KEEP_ALIVE_MS = 15_000;

const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** The log as server-sent events: each has one event as `--format json` prints it. */
export class LogStreams {
  readonly #streams = new Set<ServerResponse>();
  #count = 0;

  /** Sends an event to all clients. One that does not keep up is disconnected. */
  add(event: MockEvent): void {
    this.#count += 1;
    if (this.#streams.size === 0) return;
    const text = `id: ${this.#count}\ndata: ${visibleJson(JSON.stringify(logRecord(event)))}\n\n`;
    for (const stream of this.#streams) {
      if (stream.writableLength > MAX_WAITING_BYTES) stream.destroy();
      else stream.write(text);
    }
  }

  /** Turns a response into a stream that ends with the client or with `close`, or says why it cannot. */
  open(response: ServerResponse): Answer | undefined {
    if (this.#streams.size >= MAX_STREAMS) {
      return refuse(429, {
        code: 'LIMIT',
        message: `There are ${MAX_STREAMS} streams of the log already.`,
        help: 'Close one of them.',
      });
    }
    response.writeHead(200, HEADERS);
    response.write(': the log of the mock server\n\n');
    this.#streams.add(response);
    const timer = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
    response.once('close', () => {
      clearInterval(timer);
      this.#streams.delete(response);
    });
    return undefined;
  }

  /** Ends all streams. */
  close(): void {
    for (const stream of this.#streams) stream.end();
  }
}
