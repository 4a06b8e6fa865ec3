/** An MQTT broker inside the process, on a free port of this machine only. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Aedes } from 'aedes';

export interface Broker {
  readonly url: string;
  /** How many clients are connected. */
  readonly connections: number;
  /** Publishes bytes of any kind, valid or not. */
  inject(topic: string, body: string): Promise<void>;
  close(): Promise<void>;
}

/** `watch` sees every message before any subscriber does. */
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
