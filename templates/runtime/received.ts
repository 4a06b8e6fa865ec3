/** Received messages, and the handlers that receive them. */
import type { QoS } from "./descriptor.js";
import type { Headers } from "./messages/headers.js";

/** The context of a message: everything about it except its payload. */
export interface MessageContext<
  Parameters extends object = object,
  MessageHeaders = Headers,
> {
  /** The topic that the message arrived on. */
  readonly topic: string;
  /** The name of the message in the generated code; it tells the messages of an operation apart. */
  readonly message: string;
  /** The channel parameters, read from the topic; their names are those of the document. */
  readonly parameters: Parameters;
  /** The MQTT 5 user properties of the message; empty with MQTT 3.1.1. */
  readonly headers: MessageHeaders;
  /** The quality of service that the broker delivered the message with. */
  readonly qos: QoS;
  /** Whether the broker had retained the message before the subscription began. */
  readonly retain: boolean;
  /**
   * How many seconds remained before the broker would have discarded the message (MQTT 5); `undefined` if it has no
   * limit.
   */
  readonly messageExpiryInterval?: number | undefined;
}

/** A received message with its payload, as `withContext` of a stream yields it. */
export interface ReceivedMessage<
  Payload,
  Parameters extends object = object,
  MessageHeaders = Headers,
> extends MessageContext<Parameters, MessageHeaders> {
  /** The payload; `undefined` if the operation has none. */
  readonly payload: Payload;
}

/** The payloads of received messages, for `for await`. */
export interface MessageStream<
  Payload,
  Parameters extends object = object,
  MessageHeaders = Headers,
> extends AsyncIterable<Payload> {
  /** Returns the same messages with their topic, parameters and headers. */
  withContext(): AsyncIterable<
    ReceivedMessage<Payload, Parameters, MessageHeaders>
  >;
}

/**
 * Receives each valid message of an operation. `payload` is `undefined` if the operation has none.
 *
 * If the handler throws or rejects, `onError` receives the error.
 */
export type Handler<
  Payload,
  Parameters extends object = object,
  MessageHeaders = Headers,
> = (
  payload: Payload,
  context: MessageContext<Parameters, MessageHeaders>,
) => void | Promise<void>;

/** Handlers of an operation by message name. Messages without a handler are ignored. */
export type HandlersByMessage<
  Payload,
  Parameters extends object = object,
  MessageHeaders = Headers,
> = Readonly<
  Record<
    string,
    HandlerMethod<Payload, Parameters, MessageHeaders>["handle"] | undefined
  >
>;

/** Declared as a method, so that a handler of one message is assignable to a handler of all. */
interface HandlerMethod<Payload, Parameters extends object, MessageHeaders> {
  handle(
    payload: Payload,
    context: MessageContext<Parameters, MessageHeaders>,
  ): void | Promise<void>;
}

/**
 * Receives a request and returns its reply.
 *
 * If the handler throws or rejects, no reply is sent, and `onError` receives the error.
 */
export type RequestHandler<
  Payload,
  Reply,
  Parameters extends object = object,
  MessageHeaders = Headers,
> = (
  payload: Payload,
  context: MessageContext<Parameters, MessageHeaders>,
) => Reply | Promise<Reply>;

/** A message that is not valid, as it arrived. */
export interface RejectedMessage {
  /** The topic that the message arrived on. */
  readonly topic: string;
  /** The bytes of the message. */
  readonly body: Uint8Array;
}
