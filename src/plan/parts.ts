import type { Api, Channel, Server } from '../model/api.js';

/** What can be generated of an API. */
export const allParts = ['types', 'validators', 'client', 'mock'] as const;
export type Part = (typeof allParts)[number];

/** What each part does not work without. */
const needs: Readonly<Record<Part, readonly Part[]>> = {
  types: ['types'],
  validators: ['types', 'validators'],
  client: ['types', 'validators', 'client'],
  mock: ['types', 'validators', 'client', 'mock'],
};

/** The parts wanted, all of them by default, and those that they need. */
export function partsWith(wanted: readonly Part[] = allParts): ReadonlySet<Part> {
  const needed = new Set(wanted.flatMap((part) => needs[part]));
  return new Set(allParts.filter((part) => needed.has(part)));
}

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
