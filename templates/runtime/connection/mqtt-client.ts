/** Opening a client of the `mqtt` package, in bounded time and with an error that says where to. */
import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { ConnectionError, reasonOf } from "../errors.js";
import { randomHex } from "./random.js";

export interface Attempt {
  readonly url: string;
  readonly options: IClientOptions;
  readonly timeoutMs: number;
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
}: Attempt): Promise<MqttClient> {
  const client = start(url, options);
  client.on("error", ignore);
  client.on("connect", () => sendAtOnce(client.stream));
  try {
    await whenConnected(client, { url, timeoutMs });
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

function start(url: string, options: IClientOptions): MqttClient {
  try {
    return connect(url, options);
  } catch (error) {
    throw connectionError(url, error);
  }
}

/** Resolves at the broker's CONNACK; rejects at the first refusal, not at the last. */
export function whenConnected(
  client: MqttClient,
  { url, timeoutMs }: { url: string; timeoutMs: number },
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
    const onClose = (): void =>
      finish(() => reject(connectionError(url, cause)));
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

function connectionError(url: string, cause: unknown): ConnectionError {
  return new ConnectionError(
    `No connection to the broker at ${withoutPassword(url)}: ${reasonOf(cause)}. Is it running there, and does it take these credentials?`,
    { cause },
  );
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//…@");
}

function ignore(): void {}
