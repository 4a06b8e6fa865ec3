import type { Api, Channel, Server } from './api.js';

const mqttProtocols = new Set(['mqtt', 'mqtts', 'secure-mqtt', 'mqtt5', 'ws', 'wss']);

/** The servers that a client can connect to. */
export function mqttServers(api: Api): readonly Server[] {
  return api.servers.filter(({ protocol }) => mqttProtocols.has(protocol.toLowerCase()));
}

/** Whether a client can be had: one of the servers speaks MQTT, or the document names none. */
export function isMqttApi(api: Api): boolean {
  return api.servers.length === 0 || mqttServers(api).length > 0;
}

/** Whether a channel can be reached by MQTT: it may be restricted to servers that speak otherwise. */
export function isMqttChannel({ servers }: Channel, api: Api): boolean {
  return servers.length === 0 || mqttServers(api).some(({ id }) => servers.includes(id));
}
