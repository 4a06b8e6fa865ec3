import { startStation } from './station.js';

const station = await startStation({
  url: process.env['BROKER_URL'] ?? 'mqtt://localhost:1883',
  moduleId: 'evse_1',
  onEvent: ({ event, uuid }) => console.log(event, uuid),
});
console.log(`EVSE ${station.id} with ${station.connectors.join(', ')}`);
process.once('SIGINT', () => void station.close());
process.once('SIGTERM', () => void station.close());
