/** A broker that takes every connection and subscription, and else does what it is told. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { generate, parser, type IConnectPacket, type Packet } from 'mqtt-packet';

/** A connection to it. */
export interface Visitor {
  readonly connect: IConnectPacket;
  send(packet: Packet): void;
  sendBytes(bytes: Uint8Array): void;
}

export interface FalseBroker {
  readonly url: string;
  /** All that there were. */
  readonly visitors: readonly Visitor[];
  close(): void;
}

/** `onSubscribed` is called for each SUBSCRIBE, after it was granted. */
export async function startFalseBroker(
  onSubscribed: (visitor: Visitor) => void,
): Promise<FalseBroker> {
  const visitors: Visitor[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    receive(socket, { visitors, onSubscribed });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `mqtt://127.0.0.1:${String(port)}`, visitors, close };
}

interface Receiving {
  readonly visitors: Visitor[];
  readonly onSubscribed: (visitor: Visitor) => void;
}

function receive(socket: Socket, { visitors, onSubscribed }: Receiving): void {
  const reader = parser();
  let visitor: Visitor | undefined;
  reader.on('packet', (packet: Packet) => {
    if (packet.cmd === 'connect') {
      visitor = visitorOf(socket, packet);
      visitors.push(visitor);
      visitor.send({ cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false });
    } else if (visitor !== undefined && packet.cmd === 'subscribe') {
      const granted = packet.subscriptions.map(({ qos }) => qos);
      visitor.send({ cmd: 'suback', messageId: packet.messageId ?? 1, granted });
      onSubscribed(visitor);
    } else if (packet.cmd === 'pingreq') {
      visitor?.send({ cmd: 'pingresp' });
    }
  });
  socket.on('error', () => undefined).on('data', (piece) => void reader.parse(piece));
}

function visitorOf(socket: Socket, connect: IConnectPacket): Visitor {
  const { protocolVersion = 4 } = connect;
  return {
    connect,
    send: (packet) => void socket.write(generate(packet, { protocolVersion })),
    sendBytes: (bytes) => void socket.write(bytes),
  };
}
