/** The options of a new `mqtt` client: those of the document, overridden by those of the caller. */
import type { IClientOptions } from "mqtt";
import type {
  ApiDescriptor,
  ExchangeOperation,
  OperationDescriptor,
  ServerDescriptor,
  ServerOptions,
} from "../descriptor.js";
import { createClientId } from "./mqtt-client.js";
import type { Role } from "../role.js";
import { fillTopic, type VariableValues } from "./server.js";
import { checkTopic } from "../topics/topic.js";

/** What the options are derived from. */
export interface ConnectionRequest {
  readonly api: ApiDescriptor;
  readonly role: Role;
  readonly server: ServerDescriptor;
  readonly variables: VariableValues;
  /** What every topic on the wire starts with. */
  readonly topicPrefix: string;
  /** The largest message body that is accepted. */
  readonly maxPayloadBytes: number;
}

/** Allowance for the topic and the properties of a packet. */
const MAX_OVERHEAD = 1024 * 1024;
/** The largest MQTT packet (MQTT 5, section 2.1.4). */
const LARGEST_PACKET = 268_435_460;

/** Returns the options of a new client. Only clients use the server bindings, mock servers do not. */
export function mqttOptionsOf(
  request: ConnectionRequest,
  given: IClientOptions = {},
): IClientOptions {
  const { api, role, server } = request;
  const bindings: ServerOptions = role === "client" ? (server.mqtt ?? {}) : {};
  const { keepalive, clientId = api.name } = bindings;
  const protocolVersion =
    given.protocolVersion ?? (needsMqtt5(api, server) ? 5 : 4);
  const properties = {
    ...(protocolVersion === 5
      ? { maximumPacketSize: packetLimit(request.maxPayloadBytes) }
      : {}),
    ...sessionProperties(bindings),
    ...given.properties,
  };
  return {
    ...(keepalive === undefined ? {} : { keepalive }),
    ...("will" in given ? {} : willOf(bindings, request)),
    // Two clients with the same id would disconnect each other for ever (MQTT-3.1.4-3).
    clientId: createClientId(clientId),
    protocolVersion,
    ...given,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

type Properties = NonNullable<IClientOptions["properties"]>;

/** Returns the largest packet that is accepted. With MQTT 5, CONNECT announces it to the broker (MQTT-3.1.2-25). */
export function packetLimit(maxPayloadBytes: number): number {
  return Math.min(maxPayloadBytes + MAX_OVERHEAD, LARGEST_PACKET);
}

function sessionProperties({
  sessionExpiryInterval,
  maximumPacketSize,
}: ServerOptions): Properties {
  return {
    ...(sessionExpiryInterval === undefined ? {} : { sessionExpiryInterval }),
    ...(maximumPacketSize === undefined ? {} : { maximumPacketSize }),
  };
}

function willOf(
  { will }: ServerOptions,
  { server, variables, topicPrefix }: ConnectionRequest,
): IClientOptions {
  if (will === undefined) {
    return {};
  }
  const { topic, payload, qos, retain } = will;
  const filled = topicPrefix + fillTopic(topic, server, variables);
  checkTopic(filled);
  return { will: { topic: filled, payload, qos, retain } };
}

/** Whether the document uses a feature of MQTT 5. */
function needsMqtt5(
  api: ApiDescriptor,
  { protocol, mqtt = {} }: ServerDescriptor,
): boolean {
  return (
    protocol.toLowerCase() === "mqtt5" ||
    mqtt.sessionExpiryInterval !== undefined ||
    mqtt.maximumPacketSize !== undefined ||
    Object.values(api.operations).some(usesProperties)
  );
}

function usesProperties(operation: OperationDescriptor): boolean {
  const replies = "replies" in operation ? operation.replies : {};
  return (
    ("replies" in operation && needsReplyProperties(operation)) ||
    operation.messageExpiryInterval !== undefined ||
    Object.values(operation.messages).some(
      ({ headers }) => headers !== undefined,
    ) ||
    [...Object.values(operation.messages), ...Object.values(replies)].some(
      ({ correlationId }) => correlationId?.part === "header",
    )
  );
}

/**
 * Whether replies need the response topic or the correlation data. Both are needless if the document
 * declares a reply topic and a correlation id.
 */
export function needsReplyProperties({
  envelope,
  replyAddress,
  correlationId,
}: ExchangeOperation): boolean {
  return (
    envelope === "properties" &&
    (replyAddress === undefined || correlationId === undefined)
  );
}
