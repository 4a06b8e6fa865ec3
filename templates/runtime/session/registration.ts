/** Handlers that are registered before the connection exists, so that they miss no message. */
import type { RespondOperation, SubscribeOperation } from "../descriptor.js";
import type { Headers } from "../messages/headers.js";
import { SubscribeError } from "../errors.js";
import type {
  Acknowledge,
  HandlerOptions,
  SubscribeOptions,
  WithParameters,
} from "../call-options.js";
import type {
  Handler,
  HandlersByMessage,
  RequestHandler,
} from "../received.js";
import { listening } from "./backlog.js";
import { receive } from "./receive.js";
import { respond } from "./respond.js";
import type { Session } from "./session.js";
import { subscribeTo, type Subscription } from "./subscription.js";

/** Subscribes a handler in a session; `undefined` if there is no handler. */
export type Registration =
  | ((session: Session, options: SubscribeOptions) => Promise<unknown>)
  | undefined;

/** A handler, and the options of its subscription. */
interface HandlerCall<T, P extends object, H> {
  readonly handler: Handler<T, P, H> | HandlersByMessage<T, P, H>;
  readonly options?: (HandlerOptions & WithParameters) | undefined;
}

/** Subscribes a handler to the messages of an operation; resolves when the broker has granted it. */
export async function subscribeHandler<T, P extends object, H>(
  session: Session,
  operation: SubscribeOperation<T, H>,
  { handler, options }: HandlerCall<T, P, H>,
): Promise<Subscription> {
  const acknowledge = acknowledgementOf(session, operation, options);
  const handling = { session, id: operation.id, options, acknowledge };
  return subscribeTo(session, operation, {
    ...listening(handling, (message) =>
      receive({ session, operation, message }, handler),
    ),
    options: acknowledge === "onReceipt" ? options : { ...options, qos: 1 },
  });
}

/** Decides when messages are acknowledged. A `qos` of the call other than 1 overrides `acknowledge` of the connection. */
function acknowledgementOf(
  session: Session,
  { id }: SubscribeOperation,
  { acknowledge, qos = 1 }: HandlerOptions = {},
): Acknowledge {
  if (qos === 1) {
    return acknowledge ?? session.options.acknowledge ?? "onReceipt";
  }
  if (acknowledge === "afterHandler") {
    throw new SubscribeError(
      `The handler of ${id} has \`acknowledge: "afterHandler"\`, which needs QoS 1, but \`qos: ${qos}\`. Remove one of the two`,
    );
  }
  return "onReceipt";
}

/** Registers a handler for the messages of an operation, with any channel parameters. */
export function receiveWith<T, P extends object = object, H = Headers>(
  operation: SubscribeOperation<T, H>,
  handler: Handler<T, P, H> | HandlersByMessage<T, P, H> | undefined,
): Registration {
  return (
    handler &&
    ((session, options) =>
      subscribeHandler(session, operation, { handler, options }))
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
