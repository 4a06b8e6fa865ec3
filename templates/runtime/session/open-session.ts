/** Connects to the broker and opens a session. */
import type { MqttClient } from "mqtt";
import { Connection } from "../connection/connection.js";
import type { ApiDescriptor, ServerDescriptor } from "../descriptor.js";
import { askForCredentials } from "../connection/credentials.js";
import {
  SUPERVISED,
  noConnection,
  startClient,
  whenAccepted,
  whenConnected,
} from "../connection/mqtt-client.js";
import { MAX_PAYLOAD_BYTES, MAX_PENDING_BYTES } from "../limits.js";
import { incomingRules } from "../messages/tolerance.js";
import { mqttOptionsOf, packetLimit } from "../connection/mqtt-options.js";
import type { ConnectOptions } from "../options.js";
import type { Role } from "../role.js";
import {
  prefixOf,
  selectServer,
  urlOf,
  type VariableValues,
} from "../connection/server.js";
import type { Registration } from "./registration.js";
import { Session, type SessionParts } from "./session.js";
import { checkTopic, checkTopicPrefix, joinTopic } from "../topics/topic.js";
import { TopicError } from "../errors.js";
import { assertEvaluable } from "../validation/evaluation.js";
import { ignore } from "../ignore.js";

const CONNECT_TIMEOUT_MS = 10_000;

/** What to open a session for. */
export interface SessionRequest {
  readonly api: ApiDescriptor;
  readonly role: Role;
  /** Values of the server variables, by their names in the document. */
  readonly variables: VariableValues;
  /** Handlers that are registered before the connection exists, so that they miss no message. */
  readonly registrations?: readonly Registration[];
}

/**
 * Connects to the broker and opens a session. Rejects with a `ConnectionError` if that fails, with a
 * `SubscribeError` if the broker refuses one of the registrations, or with a `TopicError` if the value of a server
 * variable is not allowed in a topic.
 */
export async function openSession(
  request: SessionRequest,
  options: ConnectOptions,
): Promise<Session> {
  const { api, role, variables, registrations = [] } = request;
  assertEvaluable(api);
  checkTopicPrefix(options.topicPrefix ?? "");
  const rules = incomingRules(api, role, options);
  const server = selectServer(api, options.server);
  const prefix = prefixOf(server, variables);
  const replyTopic =
    options.replyTopic ?? joinReplyTopic(prefix, receivingAddresses(api, role));
  checkReplyTopic(replyTopic);
  const timeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const opening =
    options.client === undefined
      ? await connectOwn({ ...request, server }, options, timeoutMs)
      : connectGiven(options.client, timeoutMs);
  const { connection } = opening;
  // No message can arrive before the handlers are registered: the client has not read anything yet.
  const session = await createSession(
    {
      api,
      connection,
      options,
      prefix,
      replyTopic: {
        topic: replyTopic,
        isDefault: options.replyTopic === undefined,
      },
      rules,
    },
    opening,
  );
  const subscribed = registrations.map(async (register) =>
    register?.(session, { timeoutMs }),
  );
  try {
    await Promise.all([opening.accepted, ...subscribed]);
    return session;
  } catch (error) {
    session.log?.failure("error", error, "not connected: ");
    await session.close();
    throw error;
  }
}

/** Nobody answers on topics that start with `$`, and `$share` would share the replies with others (MQTT 4.7.2). */
function checkReplyTopic(topic: string): void {
  checkTopic(topic);
  if (topic.startsWith("$")) {
    throw new TopicError(
      `The reply topic ${JSON.stringify(topic)} starts with $, which is reserved for the broker. Set another \`replyTopic\``,
    );
  }
}

/** A connection that the broker has not accepted yet. */
interface Opening {
  readonly connection: Connection;
  /** Resolves when the broker has accepted the connection. */
  readonly accepted: Promise<void>;
}

type OwnRequest = SessionRequest & { readonly server: ServerDescriptor };

async function connectOwn(
  request: OwnRequest,
  options: ConnectOptions,
  timeoutMs: number,
): Promise<Opening> {
  const { credentials, reconnect: delays = {} } = options;
  const { maxPayloadBytes = MAX_PAYLOAD_BYTES, topicPrefix = "" } = options;
  const url = options.url ?? urlOf(request.server, request.variables);
  const fresh =
    credentials && (await askForCredentials(credentials, timeoutMs));
  const client = startClient({
    url,
    options: {
      ...mqttOptionsOf(
        { ...request, maxPayloadBytes, topicPrefix },
        options.mqtt,
      ),
      ...SUPERVISED,
      // An empty `auth` takes user name and password from the URL.
      ...(fresh && { ...fresh, auth: "" }),
    },
    timeoutMs,
    maxPacketBytes: packetLimit(maxPayloadBytes),
    maxUnreleasedBytes: options.maxPendingBytes ?? MAX_PENDING_BYTES,
  });
  return {
    connection: Connection.acquire(client, { delays, credentials, timeoutMs }),
    accepted: whenAccepted(client, { url, timeoutMs }),
  };
}

function connectGiven(client: MqttClient, timeoutMs: number): Opening {
  return {
    connection: Connection.acquire(client),
    accepted: whenConnected(client, {
      timeoutMs,
      toError: (cause) => noConnection("of the given `client`", cause),
    }),
  };
}

async function createSession(
  parts: SessionParts,
  { accepted, connection }: Opening,
): Promise<Session> {
  try {
    return new Session(parts);
  } catch (error) {
    // An address of the document is not a valid topic. Nothing else would close the connection.
    accepted.catch(ignore);
    await connection.release(0);
    throw error;
  }
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
