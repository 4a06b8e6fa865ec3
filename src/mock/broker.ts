import { once, type EventEmitter } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
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

/** What happens to messages. */
export interface BrokerHooks {
  /** Called with each message that a client publishes. */
  readonly onPublish?: ((message: ClientMessage) => void) | undefined;
  /**
   * Whether a message is delivered otherwise: the broker then does nothing with it but to acknowledge it. `deliver`
   * passes on a payload in its place, any number of times and at any time.
   */
  readonly divert?:
    ((message: ClientMessage, deliver: (payload: Uint8Array) => void) => boolean) | undefined;
}

export interface Broker {
  readonly url: string;
  close(): Promise<void>;
}

/** A broker of this process. */
export interface EmbeddedBroker extends Broker {
  /** Resolves when a client has subscribed for the first time. */
  readonly subscribed: Promise<void>;
  /** Cuts the connections of the clients with these ids. */
  disconnect(isWanted: (client: string) => boolean): void;
}

/**
 * Starts an MQTT 3.1.1 broker on 127.0.0.1. Port 0 chooses a free port; rejects if the port is
 * taken. A fault of a client ends its connection and is not an error of the broker.
 */
export async function startBroker(
  port: number,
  onError: (error: unknown) => void,
  hooks: BrokerHooks = {},
): Promise<EmbeddedBroker> {
  const aedes = await Aedes.createBroker(brokerRules());
  divertMessages(aedes, hooks);
  const emitter: EventEmitter = aedes;
  emitter.on('error', onError);
  aedes.on('publish', ({ topic, payload }, client) => {
    // The broker itself publishes, too: on topics that start with $.
    if (client === null) return;
    hooks.onPublish?.({ topic, payload: bytesOf(payload), client: client.id });
  });
  const clients = new Map<string, Client>();
  aedes.on('client', (client) => clients.set(client.id, client));
  aedes.on('clientDisconnect', ({ id }) => clients.delete(id));
  const disconnect = (isWanted: (client: string) => boolean): void => {
    for (const [id, { conn }] of clients) if (isWanted(id)) conn.destroy();
  };
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
  return { url: `mqtt://${HOST}:${portOf(server)}`, subscribed, disconnect, close };
}

/** The topic of messages that are delivered otherwise. Nobody can subscribe to it with a wildcard (MQTT 4.7.2). */
const DIVERTED = '$diverted';

function divertMessages(aedes: Aedes, { divert }: BrokerHooks): void {
  if (divert === undefined) return;
  const { authorizePublish } = aedes;
  aedes.authorizePublish = (client, packet, done) =>
    authorizePublish(client, packet, (error) => {
      if (error !== null && error !== undefined) return done(error);
      const { topic, payload, qos, retain } = packet;
      const deliver = (body: Uint8Array): void => {
        const message = { topic, payload: Buffer.from(body), qos, retain, dup: false };
        aedes.publish({ cmd: 'publish', ...message }, () => undefined);
      };
      const message = { topic, payload: bytesOf(payload), client: client?.id ?? '' };
      if (divert(message, deliver)) {
        Object.assign(packet, { topic: DIVERTED, payload: Buffer.alloc(0), retain: false });
      }
      done(null);
    });
}

function bytesOf(payload: Buffer | string): Uint8Array {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
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
