/** The engine of mock servers, which generated mock servers and the command `mock` run. */
import type { AskedRequest, Behaviour } from "./behaviour.js";
import { behaviourHost } from "./behaviour-host.js";
import type {
  Messages,
  OperationDescriptor,
  PublishOperation,
  RequestOperation,
  RespondOperation,
  SubscribeOperation,
} from "../descriptor.js";
import { everestBehaviours } from "./everest.js";
import { History } from "./history.js";
import { deliver, receive } from "../session/receive.js";
import type { Listener } from "../messages/message.js";
import type { MockOptions, MockPlan } from "./mock-options.js";
import type { ObservedMessage } from "../messages/observed-message.js";
import { openSession } from "../session/open-session.js";
import type {
  PublishOptions,
  RequestOptions,
  WithParameters,
} from "../call-options.js";
import type {
  Handler,
  HandlersByMessage,
  RequestHandler,
} from "../received.js";
import { publishMessage } from "../session/publish.js";
import { requestReply } from "../session/request.js";
import { Replies, responder } from "../session/respond.js";
import { runCallback } from "../session/run-callback.js";
import type { Session } from "../session/session.js";
import { subscribeTo } from "../session/subscription.js";
import { ignore } from "../ignore.js";

/** Starts a mock server; resolves when the broker has granted all subscriptions. */
export async function startMockServer(
  given: MockPlan,
  givenOptions: MockOptions,
): Promise<MockEngine> {
  const adapted = givenOptions.adapt?.(given);
  const plan = adapted?.plan ?? given;
  const options = { ...givenOptions, ...adapted?.options };
  const { api, variables } = plan;
  const session = await openSession(
    { api, role: "mock", variables },
    withLog(options),
  );
  // The methods of a generated class use the operations that it was given.
  session.use(given.api);
  const engine = new MockEngine(session, plan, options);
  try {
    await engine.listen();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** With a `log`, invalid messages are not reported again: the log shows them. */
function withLog(options: MockOptions): MockOptions {
  const { log, onInvalidMessage = log === undefined ? undefined : ignore } =
    options;
  return { ...options, onInvalidMessage };
}

/** The client's peer: answers its requests, and exchanges messages with it. */
export class MockEngine {
  readonly #session: Session;
  readonly #samples: ReadonlyMap<string, unknown>;
  readonly #history: History;
  readonly #log: (message: ObservedMessage) => void;
  readonly #behaviours: readonly Behaviour[];
  /** By the names of their operations. */
  readonly #responders = new Map<string, Listener>();
  readonly #listeners = new Map<string, Listener[]>();

  constructor(session: Session, plan: MockPlan, options: MockOptions) {
    this.#session = session;
    this.#samples = new Map(Object.entries(plan.samples));
    this.#history = new History(options);
    this.#log = options.log ?? ignore;
    const { heartbeatMs, everest } = options;
    const factories = [
      ...(everest === false
        ? []
        : everestBehaviours({ heartbeatMs, ...everest })),
      ...(options.behaviours ?? []),
    ];
    const host = behaviourHost(session, this);
    this.#behaviours = factories.map((create) => create(host));
    session.observe = (message, bytes) => this.#observe(message, bytes);
    session.formatReply = options.formatReply;
  }

  get state(): Session["state"] {
    return this.#session.state;
  }

  /** The messages received and sent, oldest first. */
  get history(): readonly ObservedMessage[] {
    return this.#history.messages;
  }

  /** Forgets the history, all handlers, and what the behaviours have observed. */
  reset(): void {
    this.#history.clear();
    this.#responders.clear();
    this.#listeners.clear();
    this.#notifyBehaviours((behaviour) => behaviour.reset?.());
  }

  /** Stops the behaviours and closes the session. */
  close(): Promise<void> {
    this.#notifyBehaviours((behaviour) => behaviour.stopped?.());
    return this.#session.close();
  }

  /** Subscribes to everything that the client sends. `startMockServer` calls it once. */
  async listen(): Promise<void> {
    const session = this.#session;
    const subscribe = async (operation: OperationDescriptor): Promise<void> => {
      const listener = this.#listenerOf(operation);
      if (listener !== undefined) {
        await subscribeTo(session, operation, { listener });
      }
    };
    await Promise.all(Object.values(session.api.operations).map(subscribe));
    this.#notifyBehaviours((behaviour) => behaviour.started?.());
  }

  handle<Q, R, P extends object, H>(
    operation: RequestOperation<Q, R, H>,
    handler: RequestHandler<Q, R, P, H>,
  ): void {
    const session = this.#session;
    this.#responders.set(
      session.nameOf(operation),
      responder(session, operation, handler),
    );
  }

  /** Adds a handler for messages of the client. */
  on<T, P extends object, H>(
    operation: PublishOperation<T, H>,
    handler: Handler<T, P, H> | HandlersByMessage<T, P, H>,
  ): void {
    const session = this.#session;
    const name = session.nameOf(operation);
    const listeners = this.#listeners.get(name) ?? [];
    listeners.push((message) =>
      deliver({ session, operation, message }, handler),
    );
    this.#listeners.set(name, listeners);
  }

  /** Sends a message to the client. */
  send(
    operation: SubscribeOperation,
    payload: unknown,
    options?: PublishOptions<object> & WithParameters,
  ): Promise<void> {
    return this.#session.forCaller(operation, (session) =>
      publishMessage(session, operation, { payload, options }),
    );
  }

  /** Sends a request to the client; resolves with the payload of the reply. */
  request<R>(
    operation: RespondOperation<unknown, R>,
    payload: unknown,
    options?: RequestOptions<object> & WithParameters,
  ): Promise<R> {
    return this.#session.forCaller(operation, (session) =>
      requestReply(session, operation, { payload, options }),
    );
  }

  #listenerOf(operation: OperationDescriptor): Listener | undefined {
    const session = this.#session;
    const name = session.nameOf(operation);
    if (operation.kind === "request") {
      const byDefault = responder(session, operation, (payload, { topic }) =>
        this.#answer(operation, payload, { topic }),
      );
      return (message) => (this.#responders.get(name) ?? byDefault)(message);
    }
    if (operation.kind === "publish") {
      return (message) =>
        void receive({ session, operation, message }, () => {
          this.#listeners.get(name)?.forEach((listener) => listener(message));
        });
    }
    return undefined;
  }

  /** Returns the reply of a behaviour, else the sample; throws if there is neither. */
  #answer(
    operation: RequestOperation,
    payload: unknown,
    request: AskedRequest,
  ): unknown {
    const name = this.#session.nameOf(operation);
    for (const behaviour of [...this.#behaviours].reverse()) {
      const answer = behaviour.answer?.(name, payload, request);
      if (answer !== undefined) {
        const { value, further = [] } = answer;
        return further.length === 0 ? value : new Replies([value, ...further]);
      }
    }
    if (needPayload(operation.replies) && !this.#samples.has(name)) {
      throw new Error(
        `The request ${name} has neither a handler nor a sample, so no reply was sent. Set a handler for it, or add an example of the reply to the document`,
      );
    }
    // A copy, so that changes to a message of the history do not change the sample.
    return structuredClone(this.#samples.get(name));
  }

  #observe(message: ObservedMessage, bytes: number): void {
    this.#history.add(message, bytes);
    this.#guard(() => this.#log(message));
    this.#notifyBehaviours((behaviour) => behaviour.observed?.(message));
  }

  #notifyBehaviours(notify: (behaviour: Behaviour) => unknown): void {
    for (const behaviour of this.#behaviours) {
      this.#guard(() => notify(behaviour));
    }
  }

  #guard(run: () => unknown): void {
    void runCallback(run, (error) => this.#session.report(error));
  }
}

function needPayload(messages: Messages): boolean {
  const all = Object.values(messages);
  return all.length > 0 && all.every(({ payload }) => payload !== undefined);
}
