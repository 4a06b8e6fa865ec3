/** Ten clients, half of them on one connection, and a mock server for each. */
import { connectAsync, type MqttClient } from 'mqtt';
import { openSession, type ConnectOptions } from '../../templates/runtime/index.js';
import { LampClient, lampApi, LampMockServer } from '../../test/apis/generated/lamp/index.js';

const MODULES = 10;
const reconnect = { baseDelayMs: 100, maxDelayMs: 500 };

/** A client and its peer. */
export interface Pair {
  readonly client: LampClient;
  readonly mock: LampMockServer;
}

/** All clients, and their connections. */
export interface Fleet {
  readonly pairs: readonly Pair[];
  readonly connections: readonly MqttClient[];
  close(): Promise<void>;
}

/** A client whose connection can be looked at. */
class OpenLamp extends LampClient {
  static async open(module_id: string, options: ConnectOptions): Promise<[LampClient, MqttClient]> {
    const variables = { module_id };
    const session = await openSession({ api: lampApi, role: 'client', variables }, options);
    return [new OpenLamp(session), session.connection.client];
  }
}

/** Connects all of them. The sessions of the clients are persistent, so that the broker keeps their events. */
export async function openFleet(url: string, onError: (error: unknown) => void): Promise<Fleet> {
  const shared = await connectAsync(url, {
    clean: false,
    clientId: 'soak-shared',
    reconnectPeriod: 300,
    reconnectOnConnackError: true,
  });
  const connections = new Set([shared]);
  const pairs: Pair[] = [];
  for (let index = 0; index < MODULES; index += 1) {
    const moduleId = `m${index}`;
    const mqtt = { clean: false, clientId: `soak-${index}` };
    const line = index < MODULES / 2 ? { client: shared } : { url, mqtt, reconnect };
    const [client, connection] = await OpenLamp.open(moduleId, { ...line, onError });
    connections.add(connection);
    const options = { url, moduleId, reconnect, onError, heartbeatMs: 0, historyLimit: 0 };
    pairs.push({ client, mock: await LampMockServer.start(options) });
  }
  return {
    pairs,
    connections: [...connections],
    close: async () => {
      for (const { client, mock } of pairs) await Promise.all([client.close(), mock.close()]);
      await shared.endAsync(true);
    },
  };
}

/** Whether all clients and mock servers are connected. */
export function isConnected({ pairs }: Fleet): boolean {
  return pairs.every(
    ({ client, mock }) => client.state === 'connected' && mock.state === 'connected',
  );
}

/** How many listeners the connections have, with those of their sockets. */
export function countListeners({ connections }: Fleet): number {
  let count = 0;
  for (const client of connections) {
    for (const event of client.eventNames()) count += client.listenerCount(event);
    for (const event of client.stream.eventNames()) count += client.stream.listenerCount(event);
  }
  return count;
}
