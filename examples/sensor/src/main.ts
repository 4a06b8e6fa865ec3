import { startSensor } from './sensor.js';

const sensor = await startSensor({
  url: process.env['BROKER_URL'] ?? 'mqtt://localhost:1883',
  room: 'kitchen',
  measure: () => ({
    celsius: Math.round(200 + 20 * Math.random()) / 10,
    humidity: Math.round(40 + 10 * Math.random()),
    time: new Date().toISOString(),
  }),
});
process.once('SIGINT', () => void sensor.close());
process.once('SIGTERM', () => void sensor.close());
