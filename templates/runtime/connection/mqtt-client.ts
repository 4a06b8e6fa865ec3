/**
 * Opens clients of the `mqtt` package, within a time limit. The default import is the only one that this
 * package has both on Node and in browsers.
 */
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { guardConnection, hangUp } from "./connection-guard.js";
import { ConnectionError, reasonOf } from "../errors.js";
import { randomHex } from "./random.js";
import {
  isBrokenUrl,
  withoutCredentials,
  withoutUrlCredentials,
} from "../shown-url.js";
import { UnreleasedStore } from "./unreleased-store.js";
import { ignore } from "../ignore.js";

/** What to connect to, and how. */
export interface Attempt {
  readonly url: string;
  readonly options: IClientOptions;
  /** How long the broker may take to accept a connection. */
  readonly timeoutMs: number;
  /** Limit on the bytes of a packet of the broker, unless CONNECT announces another one. */
  readonly maxPacketBytes?: number;
  /** Limit on the bytes of messages with QoS 2 that the broker has not released. */
  readonly maxUnreleasedBytes: number;
}

/**
 * Options of a client that a `Supervisor` drives: it neither reconnects nor renews subscriptions by itself. With a
 * period of 0, `mqtt` would reject calls whose message it sends again on the next connection, so the period is the
 * longest that a timer has.
 */
export const SUPERVISED: IClientOptions = {
  manualConnect: false,
  reconnectOnConnackError: false,
  reconnectPeriod: 2 ** 31 - 1,
  resubscribe: false,
};

/** Creates a random client id of at most 23 bytes, which every broker accepts (MQTT-3.1.3-5). */
export function createClientId(name: string): string {
  return `${name.slice(0, 10)}-${randomHex().slice(0, 12)}`;
}

/** Creates a client, which begins to connect; throws a `ConnectionError` if the URL is none. */
export function startClient(attempt: Attempt): MqttClient {
  const { url, options, timeoutMs, maxPacketBytes, maxUnreleasedBytes } =
    attempt;
  const incomingStore = new UnreleasedStore(maxUnreleasedBytes, () =>
    hangUp(
      client,
      `The broker has sent more than ${maxUnreleasedBytes} bytes (\`maxPendingBytes\`) of messages with QoS 2 without releasing them`,
    ),
  );
  const client = start(url, { incomingStore, ...options });
  // The deadline of each later attempt; `whenConnected` has that of the first one.
  client.options.connectTimeout = options.connectTimeout ?? timeoutMs;
  client.on("error", ignore);
  guardConnection(client, maxPacketBytes);
  client.on("connect", () => sendAtOnce(client.stream));
  client.on("packetreceive", (packet) => {
    if (packet.cmd === "connack" && !packet.sessionPresent) {
      incomingStore.clear();
    }
  });
  return client;
}

/** Resolves when the broker has accepted a new client; rejects with a `ConnectionError`. */
export function whenAccepted(
  client: MqttClient,
  { url, timeoutMs }: Pick<Attempt, "url" | "timeoutMs">,
): Promise<void> {
  return whenConnected(client, {
    timeoutMs,
    toError: (cause) => connectionError(url, cause),
  });
}

/**
 * Switches off Nagle's algorithm (RFC 896). An acknowledgement and the message after it are two small
 * writes, and the algorithm would delay the second one by up to 40 ms for each request.
 */
function sendAtOnce(stream: object): void {
  if ("setNoDelay" in stream && typeof stream.setNoDelay === "function") {
    Reflect.apply(stream.setNoDelay, stream, [true]);
  }
}

/** Starts to connect. Checks the URL first: `mqtt` may throw or print it (DEP0170 of Node). */
function start(url: string, options: IClientOptions): MqttClient {
  if (isBrokenUrl(url)) {
    throw connectionError(url, "it is not a URL");
  }
  try {
    return mqtt.connect(url, options);
  } catch (error) {
    throw connectionError(url, withoutUrlCredentials(reasonOf(error)));
  }
}

/** How long to wait for a connection, and how to report a failure. */
export interface ConnectWait {
  readonly timeoutMs: number;
  /** Creates the error to reject with. */
  readonly toError: (cause: unknown) => ConnectionError;
}

/** Resolves when the broker has accepted the connection; rejects at the first failure. */
export function whenConnected(
  client: MqttClient,
  { timeoutMs, toError }: ConnectWait,
): Promise<void> {
  if (client.connected) {
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    let cause: unknown = "the connection was closed";
    const onConnect = (): void => finish(resolve);
    const onError = (error: unknown): void => {
      cause = error;
      onClose();
    };
    const onClose = (): void => finish(() => reject(toError(cause)));
    const onStreamError = (error: unknown): void => {
      cause = error;
    };
    const timer = setTimeout(() => {
      cause = `no answer within ${timeoutMs} ms`;
      onClose();
    }, timeoutMs);
    function finish(settle: () => void): void {
      clearTimeout(timer);
      client
        .off("connect", onConnect)
        .off("error", onError)
        .off("close", onClose);
      client.stream.off("error", onStreamError);
      settle();
    }
    client.on("connect", onConnect).on("error", onError).on("close", onClose);
    client.stream.on("error", onStreamError);
  });
}

/**
 * Creates the error of a failed connection. Omits the `cause` if it may contain a part of a
 * password.
 */
function connectionError(url: string, cause: unknown): ConnectionError {
  const shown = withoutCredentials(url);
  if (shown !== undefined) {
    return noConnection(`at ${shown}`, cause);
  }
  return new ConnectionError(
    "No connection to the broker: its URL cannot be parsed, and it is not shown because it may contain a password. Write it as mqtt://host:port, and pass user name and password as `mqtt: { username, password }`, or percent-encode them (`@` is %40, `/` is %2F)",
  );
}

/** Creates the error of a failed connection. `where` is a phrase, e.g. `at mqtt://localhost`. */
export function noConnection(where: string, cause: unknown): ConnectionError {
  return new ConnectionError(
    `No connection to the broker ${where}: ${reasonOf(cause)}. Check that it is running, and that it accepts the credentials`,
    { cause },
  );
}
