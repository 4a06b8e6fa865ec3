/** One API on one connection: its topics, its defaults, and all that it has under way. */
import type { Connection } from "../connection/connection.js";
import type { ApiDescriptor, OperationDescriptor, QoS } from "../descriptor.js";
import { ClosedError, ValidationError } from "../errors.js";
import type { Body } from "../messages/encodings.js";
import { capacityFor, checkSize, MAX_PAYLOAD_BYTES } from "../limits.js";
import type { IncomingMessage } from "../messages/message.js";
import type { ObservedMessage } from "../messages/observed-message.js";
import type { ConnectOptions } from "../options.js";
import { printError } from "./print-error.js";
import { TaskGroup, settlesWithin } from "../connection/tasks.js";
import { TopicTemplate } from "../topics/topic-template.js";

/** How long `close()` waits for what the broker still has to acknowledge. */
const GRACE_MS = 1000;
const DEFAULT_TIMEOUT_MS = 5000;

export type ConnectionState = "connected" | "reconnecting" | "closed";

export interface SessionParts {
  readonly api: ApiDescriptor;
  readonly connection: Connection;
  readonly options: ConnectOptions;
  /** What stands before every channel address. */
  readonly prefix: string;
  /** The topic below which replies arrive. */
  readonly replyTopic: string;
}

/** What has a body of so many bytes. */
export interface Sized {
  readonly bytes: number;
}

/** What ends with a session. */
export interface Closable {
  close(): Promise<void>;
}

export class Session {
  readonly api: ApiDescriptor;
  readonly connection: Connection;
  readonly replyTopic: string;
  readonly timeoutMs: number;
  /** Calls that wait for the broker to acknowledge a message. */
  readonly publishes = new TaskGroup();
  /** Messages that the broker has yet to acknowledge, whether a call still waits or not. */
  readonly outgoing: TaskGroup;
  /** Everything else that waits: replies, subscriptions. */
  readonly waits: TaskGroup;
  /** Requests that came, and whose handler is at work. */
  readonly answers: TaskGroup;
  readonly subscriptions = new Set<Closable>();
  /** Set by who wants to see every message; `bytes` is what it takes on the wire. */
  observe: ((message: ObservedMessage, bytes: number) => void) | undefined;
  readonly #options: ConnectOptions;
  readonly #templates = new Map<OperationDescriptor, TopicTemplate>();
  readonly #replyTemplates = new Map<OperationDescriptor, TopicTemplate>();
  readonly #names = new Map<OperationDescriptor, string>();
  #closing: Promise<void> | undefined;

  constructor({ api, connection, options, prefix, replyTopic }: SessionParts) {
    this.api = api;
    this.connection = connection;
    this.replyTopic = replyTopic;
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#options = options;
    this.outgoing = this.#groupOf("messages");
    this.waits = this.#groupOf("requests");
    this.answers = this.#groupOf("requests that came");
    for (const [name, operation] of Object.entries(api.operations)) {
      this.#templates.set(
        operation,
        new TopicTemplate({ prefix, ...operation }),
      );
      this.#names.set(operation, name);
      if ("replyAddress" in operation && operation.replyAddress !== undefined) {
        const { replyAddress: address, parameters } = operation;
        this.#replyTemplates.set(
          operation,
          new TopicTemplate({ prefix, address, parameters }),
        );
      }
    }
  }

  get state(): ConnectionState {
    if (this.#closing !== undefined) {
      return "closed";
    }
    return this.connection.client.connected ? "connected" : "reconnecting";
  }

  /** Throws a `TypeError` at an operation that is not of this API. */
  templateOf(operation: OperationDescriptor): TopicTemplate {
    const template = this.#templates.get(operation);
    if (template === undefined) {
      throw new TypeError(
        `${operation.id} is no operation of ${this.api.name}`,
      );
    }
    return template;
  }

  /** The topic that the document has for replies, with the parameters of the request. */
  replyTopicOf(
    operation: OperationDescriptor,
    parameters: object = {},
  ): string | undefined {
    const template = this.#replyTemplates.get(operation);
    return template?.format(template.pick(parameters));
  }

  nameOf(operation: OperationDescriptor): string {
    return this.#names.get(operation) ?? operation.id;
  }

  qosOf(operation: OperationDescriptor, wanted: QoS | undefined): QoS {
    return wanted ?? operation.qos ?? this.#options.qos ?? 1;
  }

  /** What comes in or goes out, with its size; throws a `ValidationError` where it is too large. */
  assertSize<T extends { readonly body: Body }>(message: T): T & Sized {
    const { maxPayloadBytes = MAX_PAYLOAD_BYTES } = this.#options;
    return { ...message, bytes: checkSize(message.body, maxPayloadBytes) };
  }

  assertOpen(): void {
    if (this.#closing !== undefined) {
      throw this.#closedError();
    }
  }

  /** For what has no caller to tell. Never throws. */
  report(error: unknown): void {
    this.#guard(() => {
      const report = this.#options.onError ?? printError;
      report(error);
    });
  }

  /** A message that came could not be used: whoever sent it erred, or the document does. */
  reportInvalid(error: unknown, message: IncomingMessage): void {
    const { onInvalid } = this.#options;
    if (onInvalid === undefined || !(error instanceof ValidationError)) {
      this.report(error);
      return;
    }
    const { topic, body } = message;
    this.#guard(() => onInvalid(error, { topic, body }));
  }

  /** The second call waits for the first one. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const error = this.#closedError();
    this.waits.rejectAll(error);
    if (this.connection.client.connected) {
      await settlesWithin(GRACE_MS, this.publishes.whenIdle());
    }
    this.publishes.rejectAll(error);
    this.connection.prepareRelease();
    const closing = [...this.subscriptions].map((subscription) =>
      subscription.close(),
    );
    await settlesWithin(GRACE_MS, Promise.allSettled(closing));
    await this.connection.release(GRACE_MS);
  }

  #groupOf(what: string): TaskGroup {
    return new TaskGroup(capacityFor(what, this.#options));
  }

  #closedError(): ClosedError {
    return new ClosedError(
      `The connection of ${this.api.name} was closed by close()`,
    );
  }

  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      printError(error);
    }
  }
}
