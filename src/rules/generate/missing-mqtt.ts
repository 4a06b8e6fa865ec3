import { diagnostic } from '../../diagnostics/catalogue.js';
import { isMqttApi } from '../../model/mqtt-servers.js';
import type { PlanRule } from '../rule.js';

/** Finds documents without an MQTT server. */
export const findMissingMqtt: PlanRule = ({ plan: { api }, locate }) => {
  const [server] = api.servers;
  if (server === undefined || isMqttApi(api)) return [];
  const protocols = [...new Set(api.servers.map(({ protocol }) => protocol))].join(', ');
  return [
    diagnostic('NO_MQTT_SERVER', {
      message: `No server uses MQTT, only ${protocols}: types and validators are generated, but no client and no mock server.`,
      help: 'To get a client and a mock server, add a server with the protocol mqtt, mqtts, ws or wss.',
      place: locate(server.origin),
    }),
  ];
};
