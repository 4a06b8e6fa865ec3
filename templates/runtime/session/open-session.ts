/** Connects to the broker and opens a session. */
import type { IClientOptions, MqttClient } from "mqtt";
import { Connection } from "../connection/connection.js";
import type { ApiDescriptor } from "../descriptor.js";
import { ConnectionError, reasonOf } from "../errors.js";
import {
  noConnection,
  openClient,
  whenConnected,
} from "../connection/mqtt-client.js";
import { MAX_PAYLOAD_BYTES, MAX_PENDING_BYTES } from "../limits.js";
import { mqttOptionsOf } from "../connection/mqtt-options.js";
import type { ConnectOptions } from "../options.js";
import type { Role } from "../role.js";
import {
  prefixOf,
  selectServer,
  urlOf,
  type VariableValues,
} from "../connection/server.js";
import { Session } from "./session.js";
import { checkTopic, joinTopic } from "../topics/topic.js";
import { assertEvaluable } from "../validation/evaluation.js";

const CONNECT_TIMEOUT_MS = 10_000;

/** What to open a session for. */
export interface SessionRequest {
  readonly api: ApiDescriptor;
  readonly role: Role;
  /** Values of the server variables, by their names in the document. */
  readonly variables: VariableValues;
}

/**
 * Connects to the broker and opens a session. Rejects with a `ConnectionError` if that fails, or with
 * a `TopicError` if the value of a server variable is not allowed in a topic.
 */
export async function openSession(
  { api, role, variables }: SessionRequest,
  options: ConnectOptions,
): Promise<Session> {
  assertEvaluable(api);
  const server = selectServer(api, options.server);
  const prefix = prefixOf(server, variables);
  const replyTopic =
    options.replyTopic ?? joinReplyTopic(prefix, receivingAddresses(api, role));
  checkTopic(replyTopic);
  const { maxPayloadBytes = MAX_PAYLOAD_BYTES } = options;
  const connection =
    options.client === undefined
      ? await connectOwn(
          options.url ?? urlOf(server, variables),
          mqttOptionsOf(
            { api, role, server, variables, maxPayloadBytes },
            options.mqtt,
          ),
          options,
        )
      : await connectGiven(options.client, options);
  try {
    const session = new Session({
      api,
      connection,
      options,
      prefix,
      replyTopic,
    });
    if (options.client === undefined) {
      reportErrors(connection.client, session);
    }
    return session;
  } catch (error) {
    // An address of the document is not a valid topic. Nothing else would close the connection.
    await connection.release(0);
    throw error;
  }
}

async function connectOwn(
  url: string,
  mqtt: IClientOptions,
  options: ConnectOptions,
): Promise<Connection> {
  const client = await openClient({
    url,
    options: mqtt,
    timeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    maxUnreleasedBytes: options.maxPendingBytes ?? MAX_PENDING_BYTES,
  });
  return Connection.acquire(client, { ownsClient: true });
}

async function connectGiven(
  client: MqttClient,
  options: ConnectOptions,
): Promise<Connection> {
  await whenConnected(client, {
    timeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    toError: (cause) => noConnection("of the given `client`", cause),
  });
  return Connection.acquire(client, { ownsClient: false });
}

function receivingAddresses(api: ApiDescriptor, role: Role): string[] {
  const kinds =
    role === "client" ? ["subscribe", "respond"] : ["publish", "request"];
  return Object.values(api.operations)
    .filter((operation) => kinds.includes(operation.kind))
    .map((operation) => operation.address);
}

/**
 * Puts the reply topic below the levels that all receiving channels share: access rules that permit
 * this side to read its channels are likely to permit it to read there, too.
 */
function joinReplyTopic(prefix: string, addresses: readonly string[]): string {
  const [first = [], ...others] = addresses.map((address) =>
    address.split("/").slice(0, -1),
  );
  const end = first.findIndex(
    (level, i) =>
      level.includes("{") || others.some((other) => other[i] !== level),
  );
  const shared = end < 0 ? first : first.slice(0, end);
  return joinTopic(prefix, [...shared, "reply"].join("/"));
}

/** Reports connection errors, except those that occur while the connection is being closed. */
function reportErrors(client: MqttClient, session: Session): void {
  client.on("error", (cause) => {
    if (session.state === "closed") {
      return;
    }
    session.report(
      new ConnectionError(`The connection failed: ${reasonOf(cause)}`, {
        cause,
      }),
    );
  });
}
