/** A session: one API on one connection, with its topics, defaults and pending calls. */
import type { Connection } from "../connection/connection.js";
import type { ApiDescriptor, OperationDescriptor, QoS } from "../descriptor.js";
import { ClosedError } from "../errors.js";
import type { Body } from "../messages/encodings.js";
import { capacityFor, checkSize, MAX_PAYLOAD_BYTES } from "../limits.js";
import type { IncomingMessage } from "../messages/message.js";
import type { ObservedMessage } from "../messages/observed-message.js";
import type { IncomingRules } from "../messages/tolerance.js";
import type { ConnectOptions } from "../options.js";
import type { ReplyBase, ReplyInbox } from "../connection/inbox.js";
import type { TopicSpace } from "../connection/topic-space.js";
import { createCounts, type Counts } from "./counters.js";
import { Log } from "./log.js";
import { OperationTable } from "./operation-table.js";
import { Reporter } from "./reporter.js";
import { startCall } from "./start-call.js";
import { StateWatch } from "./state-watch.js";
import { Tracing } from "./tracing.js";
import { Room } from "../connection/room.js";
import { TaskGroup, settlesWithin } from "../connection/tasks.js";
import type { TopicTemplate } from "../topics/topic-template.js";
import { ignore } from "../ignore.js";

/** How long `close()` waits for outstanding acknowledgements of the broker. */
const GRACE_MS = 1000;
const DEFAULT_TIMEOUT_MS = 5000;

/** What a session is created from. */
export interface SessionParts {
  readonly api: ApiDescriptor;
  readonly connection: Connection;
  readonly options: ConnectOptions;
  /** The topic prefix of every channel address. */
  readonly prefix: string;
  /** The topic below which replies arrive. */
  readonly replyTopic: ReplyBase;
  /** How messages are read that do not match the document. */
  readonly rules: IncomingRules | undefined;
}

/** Something that is closed together with its session. */
export interface Closable {
  close(): Promise<void>;
  /** Called when the client does not reconnect any more. */
  fail?(error: Error): void;
}

/** One API on one connection. Generated clients and mock servers are typed façades over a session. */
export class Session {
  readonly api: ApiDescriptor;
  readonly connection: Connection;
  /** The topics of the connection, without the prefix that they have on the wire. */
  readonly topics: TopicSpace;
  readonly options: ConnectOptions;
  readonly replyTopic: ReplyBase;
  readonly rules: IncomingRules | undefined;
  readonly timeoutMs: number;
  /** Calls that wait until the broker has acknowledged their message. */
  readonly publishes: TaskGroup = new TaskGroup();
  /** Messages in the outbox: those that wait, and those that the broker has not acknowledged. */
  readonly outgoing: Room;
  /** Requests that wait for a reply, and subscriptions that the broker has not granted. */
  readonly waits: TaskGroup;
  /** Incoming requests whose handler is running. */
  readonly answers: TaskGroup;
  readonly counts: Counts = createCounts();
  readonly log: Log | undefined;
  readonly tracing: Tracing | undefined;
  readonly subscriptions: Set<Closable> = new Set<Closable>();
  /** The inboxes that match replies by a declared correlation id, by their topic and its places. */
  readonly correlated: Map<string, ReplyInbox> = new Map<string, ReplyInbox>();
  /** Observer called for every message; `bytes` is its size on the wire. */
  observe: ((message: ObservedMessage, bytes: number) => void) | undefined;
  /** Returns the text of a reply as it is sent; set by mock servers. */
  formatReply: ((text: string, operation: string) => string) | undefined;
  readonly #operations: OperationTable;
  readonly #reporter: Reporter;
  readonly #watch: StateWatch;
  #closing: Promise<void> | undefined;

  constructor({ api, connection, options, prefix, ...rest }: SessionParts) {
    this.api = api;
    this.connection = connection;
    this.topics = connection.spaceOf(options.topicPrefix ?? "");
    this.replyTopic = rest.replyTopic;
    this.rules = rest.rules;
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.options = options;
    const { logger, telemetry } = options;
    const { client } = connection;
    this.tracing = telemetry && new Tracing({ telemetry, prefix, client });
    this.log = logger && new Log({ logger, name: api.name, prefix });
    const { counts, log } = this;
    const isClosed = (): boolean => this.#closing !== undefined;
    const reporter = new Reporter({ options, counts, log, isClosed });
    this.#reporter = reporter;
    this.#watch = new StateWatch(connection.line, options, {
      counts,
      log,
      reporter,
      onFailed: (error) => this.#fail(error),
    });
    this.outgoing = new Room(capacityFor("messages", options));
    this.waits = new TaskGroup(capacityFor("calls", options));
    this.answers = new TaskGroup(capacityFor("incoming requests", options));
    this.#operations = new OperationTable(prefix);
    this.use(api);
  }

  /** The state of the connection to the broker. */
  get state(): StateWatch["state"] {
    return this.#watch.state;
  }

  /** Lets calls use the operations of a descriptor: of that of the session, or of another one of the same API. */
  use({ operations }: ApiDescriptor): void {
    this.#operations.add(operations);
  }

  /** Returns the topic template of an operation; throws a `TypeError` if it belongs to another API. */
  templateOf(operation: OperationDescriptor): TopicTemplate {
    const template = this.#operations.templateOf(operation);
    if (template === undefined) {
      throw new TypeError(
        `The operation ${operation.id} does not belong to the API ${this.api.name}. Use an operation of its own descriptor`,
      );
    }
    return template;
  }

  /** Returns the reply topic of the document, filled in with the parameters of the request. */
  replyTopicOf(
    operation: OperationDescriptor,
    parameters: object = {},
  ): string | undefined {
    const template = this.#operations.replyTemplateOf(operation);
    return template?.format(template.pick(parameters));
  }

  /** Whether an operation or a reply has this topic. */
  hasTopic(topic: string): boolean {
    return this.#operations.hasTopic(topic);
  }

  /** Returns the name of an operation in the generated code. */
  nameOf(operation: OperationDescriptor): string {
    return this.#operations.nameOf(operation) ?? operation.id;
  }

  /** Returns the quality of service: that of the call, else of the document, else of the connection. */
  qosOf(operation: OperationDescriptor, wanted: QoS | undefined): QoS {
    return wanted ?? operation.qos ?? this.options.qos ?? 1;
  }

  /** Returns the size of a body in bytes; throws a `ValidationError` if it exceeds `maxPayloadBytes`. */
  assertSize(body: Body): number {
    return checkSize(body, this.options.maxPayloadBytes ?? MAX_PAYLOAD_BYTES);
  }

  /** Throws a `ClosedError` if the session is closed, or a `ConnectionError` if the connection has failed. */
  assertOpen(): void {
    if (this.#closing !== undefined) {
      throw this.#closedError();
    }
    const { failure } = this.connection.line;
    if (failure !== undefined) {
      throw failure;
    }
  }

  /**
   * Starts a call, and returns its promise for the caller; what it throws becomes a rejection. If `close()` rejects
   * it, nobody has to handle that: whoever closes a client gives up what it waits for. Any other rejection has to be
   * handled.
   */
  forCaller<T>(
    operation: OperationDescriptor,
    call: (session: Session) => Promise<T>,
  ): Promise<T> {
    const wasOpen = this.#closing === undefined;
    const result = startCall(this, call).catch((error: unknown) => {
      if (wasOpen && error instanceof ClosedError) {
        result.catch(ignore);
      }
      this.#reporter.rejected(error, operation);
      throw error;
    });
    return result;
  }

  /** Reports an error that no promise can carry to `onError`, or to another callback. Never throws. */
  report(error: unknown, onError?: (error: unknown) => void): void {
    this.#reporter.report(error, onError);
  }

  /** Reports a message that does not match the document to `onInvalidMessage`, else to `onError`. */
  reportInvalid(error: unknown, message: IncomingMessage): void {
    this.#reporter.reportInvalid(error, message);
  }

  /** Closes the session. Further calls return the same promise. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #fail(error: Error): void {
    this.waits.rejectAll(error);
    this.publishes.rejectAll(error);
    for (const subscription of [...this.subscriptions]) {
      subscription.fail?.(error);
    }
    this.report(error);
  }

  async #close(): Promise<void> {
    const error = this.#closedError();
    this.#watch.close();
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

  #closedError(): ClosedError {
    return new ClosedError(
      `The call did not settle, because close() was called on the client or mock server of ${this.api.name}`,
    );
  }
}
