/**
 * Behaviours of EVerest's API modules. They apply to every API whose descriptor has the operations
 * for them.
 *
 * - `…/heartbeat`: sends an integer: 0 at once, then one more every second.
 * - `…/ready_beacon`: sends `{}` once.
 * - `…/communication_check`: reports what the client sends: `true` at intervals, `false` to end the check for good.
 * - `m2e/<variable>/get`: answers with the value last sent on `e2m/<variable>`, or with `null`.
 */
import type {
  Answer,
  Behaviour,
  BehaviourFactory,
  BehaviourHost,
} from "./behaviour.js";
import type { Assert, Messages, OperationDescriptor } from "../descriptor.js";

const HEARTBEAT_MS = 1000;

/** Options of the EVerest behaviours. */
export interface EverestOptions {
  /**
   * Time between two heartbeats in milliseconds; 0 switches them off.
   *
   * @default 1000
   */
  readonly heartbeatMs?: number | undefined;
  /**
   * Whether `…/get` answers with the value last sent.
   *
   * @default true
   */
  readonly latch?: boolean | undefined;
  /** Called with each value that the client sends on `…/communication_check`. */
  readonly onCommunicationCheck?: ((isAlive: boolean) => void) | undefined;
}

/**
 * Returns the behaviours of EVerest's API modules. Mock servers use them unless `everest` is `false`.
 * They do nothing for an API without the operations for them.
 */
export function everestBehaviours(
  options: EverestOptions = {},
): BehaviourFactory[] {
  return [
    (host) => heartbeat(host, options.heartbeatMs ?? HEARTBEAT_MS),
    readyBeacon,
    (host) => communicationCheck(host, options.onCommunicationCheck),
    (host) => (options.latch === false ? {} : latch(host)),
  ];
}

/** Sends 0, 1, 2, … at intervals. While disconnected, it neither sends nor counts. */
function heartbeat(host: BehaviourHost, periodMs: number): Behaviour {
  const names = namesOf(
    host,
    ({ kind, address, messages }) =>
      kind === "subscribe" &&
      lastLevel(address) === "heartbeat" &&
      accepts(messages, 0),
  );
  let count = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  function beat(): void {
    if (!host.isConnected()) {
      return;
    }
    for (const name of names) {
      host.send(name, count).catch((error: unknown) => host.report(error));
    }
    count += 1;
  }
  return {
    started: () => {
      if (names.length > 0 && periodMs > 0) {
        beat();
        timer = setInterval(beat, periodMs);
      }
    },
    stopped: () => clearInterval(timer),
  };
}

/** Says once that the mock server is ready. */
function readyBeacon(host: BehaviourHost): Behaviour {
  const names = namesOf(
    host,
    ({ kind, address, messages }) =>
      kind === "subscribe" &&
      lastLevel(address) === "ready_beacon" &&
      accepts(messages, {}),
  );
  return {
    started: () => {
      for (const name of names) {
        host.send(name, {}).catch((error: unknown) => host.report(error));
      }
    },
  };
}

/** Reports each value that the client sends. */
function communicationCheck(
  host: BehaviourHost,
  report: EverestOptions["onCommunicationCheck"],
): Behaviour {
  const names = namesOf(
    host,
    ({ kind, address, messages }) =>
      kind === "publish" &&
      lastLevel(address) === "communication_check" &&
      accepts(messages, true),
  );
  return {
    observed: ({ direction, operation, payload }) => {
      if (
        direction === "received" &&
        names.includes(operation) &&
        typeof payload === "boolean"
      ) {
        report?.(payload);
      }
    },
  };
}

/** Answers `…/get` requests with the value last sent of the variable. */
function latch(host: BehaviourHost): Behaviour {
  const variables = variablesByGet(host);
  const latched = new Map<string, unknown>();
  return {
    observed: ({ direction, kind, operation, payload }) => {
      if (direction === "sent" && kind === "message") {
        latched.set(operation, payload);
      }
    },
    answer: (operation) => {
      const variable = variables.get(operation);
      if (variable === undefined) {
        return undefined;
      }
      return latched.has(variable)
        ? { value: latched.get(variable) }
        : nullFor(host, operation);
    },
    reset: () => latched.clear(),
  };
}

/**
 * Returns the reply `null` if the document allows it; otherwise `undefined`, so that the mock server replies
 * with its sample.
 */
function nullFor(
  { api }: BehaviourHost,
  operation: string,
): Answer | undefined {
  const descriptor = api.operations[operation];
  const isNullable =
    descriptor !== undefined &&
    "replies" in descriptor &&
    accepts(descriptor.replies, null);
  return isNullable ? { value: null } : undefined;
}

/** Maps the name of each `…/get` operation to the name of the operation that sends the variable. */
function variablesByGet({ api }: BehaviourHost): Map<string, string> {
  const operations = Object.entries(api.operations);
  const variables = new Map(
    operations
      .filter(([, { kind }]) => kind === "subscribe")
      .map(([name, { address }]) => [address, name]),
  );
  const pairs = new Map<string, string>();
  for (const [name, { kind, address }] of operations) {
    const variable = variables.get(
      address.replace(/^m2e\/(.*)\/get$/, "e2m/$1"),
    );
    if (kind === "request" && variable !== undefined) {
      pairs.set(name, variable);
    }
  }
  return pairs;
}

function namesOf(
  { api }: BehaviourHost,
  isWanted: (operation: OperationDescriptor) => boolean,
): string[] {
  return Object.entries(api.operations)
    .filter(([, operation]) => isWanted(operation))
    .map(([name]) => name);
}

function lastLevel(address: string): string | undefined {
  return address.split("/").at(-1);
}

function accepts(messages: Messages, payload: unknown): boolean {
  return Object.values(messages).some(
    ({ payload: assertion }) =>
      assertion !== undefined && passes(assertion, payload),
  );
}

function passes(assertion: Assert<unknown>, value: unknown): boolean {
  try {
    assertion(value);
    return true;
  } catch {
    return false;
  }
}
