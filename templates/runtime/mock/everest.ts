/**
 * What EVerest's API modules do by themselves, recognised from the descriptors alone. The only
 * place of the run time that knows of EVerest.
 *
 * - `…/heartbeat`: a bare integer, 0 first and at once, then one more every second.
 * - `…/communication_check`: the client says `true` at intervals, `false` to end the checking.
 * - `m2e/<variable>/get`: answers with what was last published on `e2m/<variable>`, else `null`.
 */
import type {
  Answer,
  Behaviour,
  BehaviourFactory,
  BehaviourHost,
} from "./behaviour.js";
import type { Assert, Messages, OperationDescriptor } from "../descriptor.js";

const HEARTBEAT_MS = 1000;

export interface EverestOptions {
  /** Between two heartbeats; 0 for none; 1000. */
  readonly heartbeatMs?: number | undefined;
  /** Whether `get` answers with the value last published; true. */
  readonly latch?: boolean | undefined;
  /** Called with what the client says of itself on `communication_check`. */
  readonly onCommunicationCheck?: ((isAlive: boolean) => void) | undefined;
}

/** For the `behaviours` of a mock server; does nothing where an API is not one of EVerest's. */
export function everestBehaviours(
  options: EverestOptions = {},
): BehaviourFactory[] {
  return [
    (host) => heartbeat(host, options.heartbeatMs ?? HEARTBEAT_MS),
    (host) => communicationCheck(host, options.onCommunicationCheck),
    (host) => (options.latch === false ? {} : latch(host)),
  ];
}

/** 0, 1, 2, …; nothing piles up while the broker is away. */
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

/** Notes what the client last said, and tells it. */
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

/** `get` operations, each with the variable whose last value it asks for. */
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

/** Nothing was published yet. A reply that may not be `null` is left to the sample. */
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
