import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes, type AedesOptions } from 'aedes';

const HOST = '127.0.0.1';
/** A message beyond this is no test data: 1 MiB. */
const MAX_PAYLOAD_BYTES = 1_048_576;
const MAX_CONNECTIONS = 1_000;

export interface Broker {
  readonly url: string;
  close(): Promise<void>;
}

/** An MQTT 3.1.1 broker for this machine only; port 0 is any free one, a taken one rejects. */
export async function startBroker(port: number): Promise<Broker> {
  const aedes = await Aedes.createBroker({ authorizePublish: refuseLarge });
  const server = createServer(aedes.handle);
  server.maxConnections = MAX_CONNECTIONS;
  const sockets = keepSockets(server);
  const close = async (): Promise<void> => {
    await new Promise<void>((resolve) => aedes.close(resolve));
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  try {
    server.listen(port, HOST);
    await once(server, 'listening');
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `mqtt://${HOST}:${portOf(server, port)}`, close };
}

function keepSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

const refuseLarge: NonNullable<AedesOptions['authorizePublish']> = (_client, { payload }, done) => {
  const isLarge = payload.length > MAX_PAYLOAD_BYTES;
  done(isLarge ? new Error(`The payload has more than ${MAX_PAYLOAD_BYTES} bytes`) : null);
};

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}
