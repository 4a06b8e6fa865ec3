import { RoomSensorClient, type Air } from './generated/room-sensor/index.js';

export interface SensorOptions {
  readonly url: string;
  readonly room: string;
  readonly measure: () => Air;
}

/** Publishes what it measures, every ten seconds or as often as it is told. */
export async function startSensor({ url, room, measure }: SensorOptions) {
  const client = await RoomSensorClient.connect({ url, room });
  const publish = () => void client.sendAir(measure()).catch(console.error);
  let timer = setInterval(publish, 10_000);
  await client.onInterval(({ seconds }) => {
    clearInterval(timer);
    timer = setInterval(publish, seconds * 1000);
  });
  publish();
  return {
    close: async () => {
      clearInterval(timer);
      await client.close();
    },
  };
}
