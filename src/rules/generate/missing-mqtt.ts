import { diagnostic } from '../../diagnostics/catalogue.js';
import { isMqttApi } from '../../model/mqtt-servers.js';
import type { PlanRule } from '../rule.js';

/** Documents none of whose servers speaks MQTT. */
export const findMissingMqtt: PlanRule = ({ plan: { api }, locate }) => {
  const [server] = api.servers;
  if (server === undefined || isMqttApi(api)) return [];
  const protocols = [...new Set(api.servers.map(({ protocol }) => protocol))].join(', ');
  return [
    diagnostic('NO_MQTT_SERVER', {
      message: `The servers speak ${protocols}: types and validators are generated, client and mock server are left out.`,
      help: 'Add a server with protocol mqtt, mqtts, ws or wss to have them.',
      place: locate(server.origin),
    }),
  ];
};
