/** What a connection of our own is made with: what the document says, under what the caller says. */
import type { IClientOptions } from "mqtt";
import type {
  ApiDescriptor,
  OperationDescriptor,
  ServerDescriptor,
  ServerOptions,
} from "../descriptor.js";
import { createClientId } from "./mqtt-client.js";
import type { Role } from "../role.js";
import { fillTopic, type VariableValues } from "./server.js";
import { checkTopic } from "../topics/topic.js";

export interface ConnectionRequest {
  readonly api: ApiDescriptor;
  readonly role: Role;
  readonly server: ServerDescriptor;
  readonly variables: VariableValues;
  /** Of a message that is taken. */
  readonly maxPayloadBytes: number;
}

/** Of what a packet holds beside its payload: topic and properties. */
const MAX_OVERHEAD = 1024 * 1024;
/** MQTT 5, section 2.1.4. */
const LARGEST_PACKET = 268_435_460;

/** The server's bindings are for the client; the mock server is no client of the document's. */
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
    ...(protocolVersion === 5 ? packetLimit(request) : {}),
    ...sessionProperties(bindings),
    ...given.properties,
  };
  return {
    ...(keepalive === undefined ? {} : { keepalive }),
    ...("will" in given ? {} : willOf(bindings, request)),
    // Two with one client id would throw each other out for ever (MQTT-3.1.4-3).
    clientId: createClientId(clientId),
    protocolVersion,
    ...given,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

type Properties = NonNullable<IClientOptions["properties"]>;

/** A broker keeps larger packets to itself (MQTT-3.1.2-25). */
function packetLimit({ maxPayloadBytes }: ConnectionRequest): Properties {
  const limit = maxPayloadBytes + MAX_OVERHEAD;
  return { maximumPacketSize: Math.min(limit, LARGEST_PACKET) };
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
  { server, variables }: ConnectionRequest,
): IClientOptions {
  if (will === undefined) {
    return {};
  }
  const { topic, payload, qos, retain } = will;
  const filled = fillTopic(topic, server, variables);
  checkTopic(filled);
  return { will: { topic: filled, payload, qos, retain } };
}

/** MQTT 3.1.1 unless the document uses what MQTT 5 brought. */
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
  return (
    ("envelope" in operation && operation.envelope === "properties") ||
    operation.messageExpiryInterval !== undefined ||
    Object.values(operation.messages).some(
      ({ headers }) => headers !== undefined,
    )
  );
}
