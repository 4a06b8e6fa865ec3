/**
 * Spans of OpenTelemetry for messages: of sending them, and of handling them. Names and attributes are those of its
 * semantic conventions for messaging.
 */
import type { MqttClient } from "mqtt";
import type { OperationDescriptor } from "../descriptor.js";
import { BindingError } from "../errors.js";
import type { Headers } from "../messages/headers.js";
import { headersOf, type IncomingMessage } from "../messages/message.js";
import type {
  Telemetry,
  TelemetryAttributes,
  TelemetryCarrier,
  TelemetryContext,
  TelemetryGetter,
  TelemetrySetter,
  TelemetrySpan,
} from "../telemetry.js";
import { joinTopic } from "../topics/topic.js";
import { describeError } from "./log.js";

/** `SpanKind` of OpenTelemetry. */
const KINDS = { client: 2, producer: 3, consumer: 4 } as const;
/** `SpanStatusCode.ERROR` of OpenTelemetry. */
const ERROR = 2;

/** What is done with a message, and the kind and the type of operation that the conventions have for it. */
const ACTIONS = {
  publish: { kind: KINDS.producer, type: "send" },
  request: { kind: KINDS.client, type: "send" },
  process: { kind: KINDS.consumer, type: "process" },
  answer: { kind: KINDS.consumer, type: "process" },
} as const;

/** A message that is sent or handled. */
interface Traced {
  readonly operation: OperationDescriptor;
  readonly topic: string;
  readonly bytes: number;
}

/** What spans are created from. */
export interface TracingSource {
  readonly telemetry: Telemetry;
  /** The topic prefix of every channel address. */
  readonly prefix: string;
  readonly client: MqttClient;
}

/** Creates spans, and passes contexts on in messages. */
export class Tracing {
  readonly #source: TracingSource;
  /** The user properties that carry contexts. */
  readonly #fields: ReadonlySet<string>;

  constructor(source: TracingSource) {
    this.#source = source;
    this.#fields = new Set(source.telemetry.propagator?.fields());
  }

  /** Starts the span of a message that is sent; it ends when the call settles. Returns the message with its context. */
  sending<M extends Traced>(
    message: M,
    action: "publish" | "request",
    settled: Promise<unknown>,
  ): M & { readonly trace: TelemetryCarrier } {
    const { trace: spans, context, propagator } = this.#source.telemetry;
    const parent = context.active();
    const span = this.#start(action, message, parent);
    settled.then(
      () => span.end(),
      (error: unknown) => fail(span, error),
    );
    const trace: TelemetryCarrier = {};
    propagator?.inject(spans.setSpan(parent, span), trace, setter);
    return { ...message, trace };
  }

  /** Handles a message within its span, whose parent is the span of its sender. */
  handling<T>(
    action: "process" | "answer",
    { operation, message }: ArrivedMessage,
    work: () => T,
  ): T {
    const { trace, context, propagator } = this.#source.telemetry;
    // The context of whoever has connected is none of the message.
    const none = trace.deleteSpan(context.active());
    const carrier: TelemetryCarrier =
      message.packet.properties?.userProperties ?? {};
    const parent = propagator?.extract(none, carrier, getter) ?? none;
    const { topic, body } = message;
    const traced = { operation, topic, bytes: body.length };
    const span = this.#start(action, traced, parent);
    return endWith(span, () => context.with(trace.setSpan(parent, span), work));
  }

  /** Returns the headers of a message without those that carry its context: no document describes them. */
  headersOf(message: IncomingMessage): Headers {
    const headers = Object.entries(headersOf(message));
    return Object.fromEntries(
      headers.filter(([name]) => !this.#fields.has(name)),
    );
  }

  #start(
    action: keyof typeof ACTIONS,
    message: Traced,
    parent: TelemetryContext,
  ): TelemetrySpan {
    const { telemetry, prefix } = this.#source;
    const { kind, type } = ACTIONS[action];
    const template = joinTopic(prefix, message.operation.address);
    const attributes = {
      ...this.#attributesOf(message, template),
      "messaging.operation.name": action,
      "messaging.operation.type": type,
    };
    const name = `${action} ${template}`;
    return telemetry.tracer.startSpan(name, { kind, attributes }, parent);
  }

  #attributesOf(
    { topic, bytes }: Traced,
    template: string,
  ): TelemetryAttributes {
    const { clientId = "", host, hostname, port } = this.#source.client.options;
    const address = hostname ?? host;
    return {
      "messaging.system": "mqtt",
      "messaging.destination.name": topic,
      ...(template === topic
        ? {}
        : { "messaging.destination.template": template }),
      "messaging.client.id": clientId,
      "messaging.message.body.size": bytes,
      ...(address === undefined ? {} : { "server.address": address }),
      ...(port === undefined ? {} : { "server.port": port }),
    };
  }
}

/** A message that arrived for an operation. */
interface ArrivedMessage {
  readonly operation: OperationDescriptor;
  readonly message: IncomingMessage;
}

const setter: TelemetrySetter = {
  set: (carrier, key, value) => {
    carrier[key] = value;
  },
};

const getter: TelemetryGetter = {
  keys: (carrier) => Object.keys(carrier),
  get: (carrier, key) =>
    Object.hasOwn(carrier, key) ? carrier[key] : undefined,
};

/** Runs what the span is of, and ends the span with it, or with the promise that it returns. */
function endWith<T>(span: TelemetrySpan, run: () => T): T {
  try {
    const result = run();
    if (isPromise(result)) {
      result.then(
        () => span.end(),
        (error: unknown) => fail(span, error),
      );
    } else {
      span.end();
    }
    return result;
  } catch (error) {
    fail(span, error);
    throw error;
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && "then" in value;
}

function fail(span: TelemetrySpan, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  span.setAttribute(
    "error.type",
    error instanceof BindingError ? error.code : name,
  );
  span.setStatus({ code: ERROR, message: describeError(error) });
  span.end();
}
