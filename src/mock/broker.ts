import { once, type EventEmitter } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { brokerRules, MAX_PACKET_BYTES } from './broker-rules.js';
import { portOf } from './port-of.js';
import { PacketSizes } from '../../templates/runtime/connection/packet-sizes.js';

const HOST = '127.0.0.1';
const MAX_CONNECTIONS = 200;

/** A message that a client published. */
export interface ClientMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The client id of the sender. */
  readonly client: string;
}

export interface Broker {
  readonly url: string;
  close(): Promise<void>;
}

/** A broker of this process. */
export interface EmbeddedBroker extends Broker {
  /** Resolves when a client has subscribed for the first time. */
  readonly subscribed: Promise<void>;
}

/**
 * Starts an MQTT 3.1.1 broker on 127.0.0.1. Port 0 chooses a free port; rejects if the port is
 * taken. A fault of a client ends its connection and is not an error of the broker.
 */
export async function startBroker(
  port: number,
  onError: (error: unknown) => void,
  onPublish?: (message: ClientMessage) => void,
): Promise<EmbeddedBroker> {
  const aedes = await Aedes.createBroker(brokerRules());
  const emitter: EventEmitter = aedes;
  emitter.on('error', onError);
  aedes.on('publish', ({ topic, payload }, client) => {
    // The broker itself publishes, too: on topics that start with $.
    if (client === null) return;
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    onPublish?.({ topic, payload: bytes, client: client.id });
  });
  const subscribed = new Promise<void>((resolve) => aedes.once('subscribe', () => resolve()));
  const server = createServer({ noDelay: true }, (socket) => {
    aedes.handle(socket);
    limitPackets(socket);
  });
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
    server.on('error', onError);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `mqtt://${HOST}:${portOf(server)}`, subscribed, close };
}

/**
 * Closes a connection as soon as a packet exceeds the limit. Since aedes listens to `readable`, a
 * listener of `data` sees what aedes reads and does not start the stream itself.
 */
function limitPackets(socket: Socket): void {
  const sizes = new PacketSizes(MAX_PACKET_BYTES);
  socket.on('data', (piece) => {
    if (!sizes.accepts(piece)) socket.destroy();
  });
}

function keepSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}
