/** What a connection of our own is made with: what the document says, under what the caller says. */
import type { IClientOptions } from "mqtt";
import type {
  ApiDescriptor,
  OperationDescriptor,
  ServerDescriptor,
  ServerOptions,
} from "./descriptor.js";
import { createClientId } from "./mqtt-client.js";
import type { Role } from "./role.js";
import { fillTopic, type VariableValues } from "./server.js";

export interface ConnectionRequest {
  readonly api: ApiDescriptor;
  readonly role: Role;
  readonly server: ServerDescriptor;
  readonly variables: VariableValues;
}

/**
 * The server's bindings are for the client; the mock server is no client of the document's. Two
 * connections with one client id would throw each other out for ever (MQTT-3.1.4-3), so the
 * document's id stands as it is only where a session is to outlive its connection.
 */
export function mqttOptionsOf(
  { api, role, server, variables }: ConnectionRequest,
  given: IClientOptions = {},
): IClientOptions {
  const {
    clientId,
    will,
    sessionExpiryInterval,
    maximumPacketSize,
    ...plain
  }: ServerOptions = role === "client" ? (server.mqtt ?? {}) : {};
  const isMqtt5 = needsMqtt5(api, server);
  const isLasting = plain.clean === false && clientId !== undefined;
  const options: IClientOptions = {
    ...plain,
    clientId: isLasting ? clientId : createClientId(clientId ?? api.name),
    protocolVersion: isMqtt5 ? 5 : 4,
    ...given,
  };
  if (will !== undefined && given.will === undefined) {
    const { topic, payload, qos, retain } = will;
    options.will = {
      topic: fillTopic(topic, server, variables),
      payload,
      qos,
      retain,
    };
  }
  const properties = {
    ...(sessionExpiryInterval === undefined ? {} : { sessionExpiryInterval }),
    ...(maximumPacketSize === undefined ? {} : { maximumPacketSize }),
    ...given.properties,
  };
  return Object.keys(properties).length === 0
    ? options
    : { ...options, properties };
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
