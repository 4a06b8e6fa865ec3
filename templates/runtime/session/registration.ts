/** Handlers that are registered before the connection exists, so that they miss no message. */
import type { RespondOperation, SubscribeOperation } from "../descriptor.js";
import type { Headers } from "../messages/headers.js";
import type { SubscribeOptions } from "../options.js";
import type {
  Handler,
  HandlersByMessage,
  RequestHandler,
} from "../received.js";
import { receive } from "./receive.js";
import { respond } from "./respond.js";
import type { Session } from "./session.js";
import { subscribeTo } from "./subscription.js";

/** Subscribes a handler in a session; `undefined` if there is no handler. */
export type Registration =
  | ((session: Session, options: SubscribeOptions) => Promise<unknown>)
  | undefined;

/** Registers a handler for the messages of an operation, with any channel parameters. */
export function receiveWith<T, P extends object = object, H = Headers>(
  operation: SubscribeOperation<T, H>,
  handler: Handler<T, P, H> | HandlersByMessage<T, P, H> | undefined,
): Registration {
  return (
    handler &&
    ((session, options) =>
      subscribeTo(session, operation, {
        listener: (message) =>
          receive({ session, operation, message }, handler),
        options,
      }))
  );
}

/** Registers a handler that answers the requests of an operation, with any channel parameters. */
export function answerWith<Q, R, P extends object = object, H = Headers>(
  operation: RespondOperation<Q, R, H>,
  handler: RequestHandler<Q, R, P, H> | undefined,
): Registration {
  return (
    handler &&
    ((session, options) => respond(session, operation, { handler, options }))
  );
}
