/** Sends a request to which several peers reply, and collects the replies. */
import type { ExchangeOperation } from "../descriptor.js";
import { QueueFullError, TimeoutError } from "../errors.js";
import { MAX_KEPT_BYTES } from "../limits.js";
import type { RepliesOptions, WithParameters } from "../call-options.js";
import { bufferOf } from "./bounded-queue.js";
import { exchange } from "./request.js";
import type { Session } from "./session.js";
import { ignore } from "../ignore.js";

/** How many replies are kept for a reader that is too slow. */
const MAX_KEPT = 10_000;

/** The payload and the options of a request to several peers. */
export interface RequestAllCall {
  readonly payload: unknown;
  readonly options: (RepliesOptions<object> & WithParameters) | undefined;
}

/**
 * Sends a request when iteration begins, and yields the replies that arrive within `windowMs`. It throws the errors
 * of a request, but for two: it ends if no peer replies to a request that was sent, or if there is none.
 */
export async function* requestAll<R>(
  session: Session,
  operation: ExchangeOperation<unknown, R>,
  { payload, options = {} }: RequestAllCall,
): AsyncGenerator<R, void, undefined> {
  const { windowMs: timeoutMs, ...others } = options;
  const replies = bufferOf<{ readonly payload: R }>(session, {
    bounds: { items: MAX_KEPT, bytes: MAX_KEPT_BYTES },
    overflow: () => overflow(operation.id),
  });
  let wake = ignore;
  const task = exchange<void, R>(session, operation, {
    payload,
    options: { ...others, timeoutMs },
    onReply: (reply, bytes) => {
      replies.push({ payload: reply }, bytes);
      wake();
    },
    onUnheard: () => task.resolve(),
    onSettled: () => wake(),
    outcomeOf: (promise) => promise.catch(unlessWindowEnded),
  });
  const end = task.promise.catch(unlessWindowEnded);
  end.catch(ignore);
  try {
    for (;;) {
      const reply = replies.shift();
      if (reply !== undefined) {
        yield reply.payload;
      } else if (task.isSettled) {
        return await end;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    task.resolve();
  }
}

/** The end of the window is the usual end, but not if the request was never sent. */
function unlessWindowEnded(error: unknown): void {
  if (!(error instanceof TimeoutError) || error.delivery === "queued") {
    throw error;
  }
}

function overflow(id: string): QueueFullError {
  return new QueueFullError(
    `The oldest replies to ${id} are dropped, because their reader is too slow. Read faster, or set a smaller \`windowMs\``,
  );
}
