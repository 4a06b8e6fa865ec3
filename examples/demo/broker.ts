/** An MQTT broker in the same process, on a free port of 127.0.0.1. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Aedes } from 'aedes';

export interface Broker {
  readonly url: string;
  /** The number of connected clients. */
  readonly connections: number;
  /** Publishes any bytes, whether they are a valid message or not. */
  inject(topic: string, body: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts the broker. `watch` is called with every message before its subscribers. */
export async function startBroker(watch: (topic: string, body: string) => void): Promise<Broker> {
  const aedes = await Aedes.createBroker();
  aedes.on('publish', ({ topic, payload }) => {
    if (!topic.startsWith('$SYS/')) watch(topic, payload.toString());
  });
  const server = createServer(aedes.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `mqtt://127.0.0.1:${port}`,
    get connections() {
      return aedes.connectedClients;
    },
    inject: (topic, payload) =>
      new Promise((resolve, reject) => {
        const packet = {
          cmd: 'publish',
          topic,
          payload,
          qos: 0,
          dup: false,
          retain: false,
        } as const;
        aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    close: async () => {
      await new Promise<void>((resolve) => aedes.close(resolve));
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
