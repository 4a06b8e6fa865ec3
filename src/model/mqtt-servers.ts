import { addressParameters, parseAddress } from './address.js';
import type { Api, Channel, Parameter, Server } from './api.js';

const mqttProtocols = new Set(['mqtt', 'mqtts', 'secure-mqtt', 'mqtt5', 'ws', 'wss']);

/** Returns the servers that an MQTT client can connect to. */
export function mqttServers(api: Api): readonly Server[] {
  return api.servers.filter(({ protocol }) => mqttProtocols.has(protocol.toLowerCase()));
}

/** Whether a client can be generated: a server speaks MQTT, or the document has no servers. */
export function isMqttApi(api: Api): boolean {
  return api.servers.length === 0 || mqttServers(api).length > 0;
}

/** Whether a channel is available over MQTT: it may be restricted to servers of other protocols. */
export function isMqttChannel({ servers }: Channel, api: Api): boolean {
  return servers.length === 0 || mqttServers(api).some(({ id }) => servers.includes(id));
}

/** Returns the declared variables of a server, and those that its texts contain without declaration. */
export function variablesOf({
  host,
  pathname = '',
  variables,
  mqtt,
  origin,
}: Server): readonly Parameter[] {
  const declared = new Set(variables.map(({ name }) => name));
  const texts = [host, pathname, mqtt.lastWill?.topic ?? ''];
  const names = new Set(texts.flatMap((text) => addressParameters(parseAddress(text))));
  const undeclared = [...names].filter((name) => !declared.has(name));
  return [...variables, ...undeclared.map((name) => ({ name, origin, values: [] }))];
}
