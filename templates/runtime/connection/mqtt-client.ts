/** Opening a client of the `mqtt` package, in bounded time and with an error that says where to. */
import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { guardConnection, hangUp } from "./connection-guard.js";
import { ConnectionError, reasonOf } from "../errors.js";
import { randomHex } from "./random.js";
import {
  isBrokenUrl,
  withoutCredentials,
  withoutUrlCredentials,
} from "../shown-url.js";
import { UnreleasedStore } from "./unreleased-store.js";

export interface Attempt {
  readonly url: string;
  readonly options: IClientOptions;
  readonly timeoutMs: number;
  /** Of messages with QoS 2 that the broker has not released. */
  readonly maxUnreleasedBytes: number;
}

/** MQTT-3.1.3-5: every broker takes client ids of up to 23 bytes. */
export function createClientId(name: string): string {
  return `${name.slice(0, 10)}-${randomHex().slice(0, 12)}`;
}

/** A connected client; rejects with a `ConnectionError`, and then leaves nothing behind. */
export async function openClient({
  url,
  options,
  timeoutMs,
  maxUnreleasedBytes,
}: Attempt): Promise<MqttClient> {
  const incomingStore = new UnreleasedStore(maxUnreleasedBytes, () =>
    hangUp(
      client,
      `The broker has not released messages with QoS 2 of ${maxUnreleasedBytes} bytes (\`maxPendingBytes\`)`,
    ),
  );
  const client = start(url, { incomingStore, ...options });
  client.on("error", ignore);
  guardConnection(client);
  client.on("connect", () => sendAtOnce(client.stream));
  try {
    await whenConnected(client, {
      timeoutMs,
      toError: (cause) => connectionError(url, cause),
    });
    return client;
  } catch (error) {
    client.end(true);
    throw error;
  }
}

/**
 * An acknowledgement and the message after it are two small writes. Nagle's algorithm (RFC 896)
 * would hold the second one back until the broker's delayed ACK: 40 ms for each request.
 */
function sendAtOnce(stream: object): void {
  if ("setNoDelay" in stream && typeof stream.setNoDelay === "function") {
    Reflect.apply(stream.setNoDelay, stream, [true]);
  }
}

/** What `mqtt` throws may hold the URL, and what it cannot parse it prints (DEP0170 of Node). */
function start(url: string, options: IClientOptions): MqttClient {
  if (isBrokenUrl(url)) {
    throw connectionError(url, "it is not a URL");
  }
  try {
    return connect(url, options);
  } catch (error) {
    throw connectionError(url, withoutUrlCredentials(reasonOf(error)));
  }
}

export interface ConnectWait {
  readonly timeoutMs: number;
  /** What to reject with. */
  readonly toError: (cause: unknown) => ConnectionError;
}

/** Resolves at the broker's CONNACK; rejects at the first refusal, not at the last. */
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

/** `cause` is what `mqtt` said, unless a part of a password may be in it. */
function connectionError(url: string, cause: unknown): ConnectionError {
  const shown = withoutCredentials(url);
  if (shown !== undefined) {
    return noConnection(`at ${shown}`, cause);
  }
  return new ConnectionError(
    "No connection to the broker: its URL is not shown, since user name and password cannot be told from the host. Write it as mqtt://host:port, and percent-encode user name and password (`@` is %40, `/` is %2F), or give them as `mqtt: { username, password }`",
  );
}

/** `where` is a phrase, e.g. `at mqtt://localhost`. */
export function noConnection(where: string, cause: unknown): ConnectionError {
  return new ConnectionError(
    `No connection to the broker ${where}: ${reasonOf(cause)}. Is it running there, and does it take these credentials?`,
    { cause },
  );
}

function ignore(): void {}
