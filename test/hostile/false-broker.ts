/** A broker that by default takes every connection and subscription, and else does what it is told. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import {
  generate,
  parser,
  type IConnackPacket,
  type IConnectPacket,
  type ISubscribePacket,
  type Packet,
} from 'mqtt-packet';

/** A connection to it. */
export interface Visitor {
  readonly connect: IConnectPacket;
  /** When it came, in milliseconds. */
  readonly at: number;
  /** The filters that it has subscribed to. */
  readonly filters: string[];
  send(packet: Packet): void;
  sendBytes(bytes: Uint8Array): void;
  hangUp(): void;
}

/** How the broker answers. Visits count from 0. */
export interface Script {
  /** The reason code of CONNACK; `undefined` for silence. */
  readonly connack?: (visit: number) => number | undefined;
  /** The properties of CONNACK, with MQTT 5. */
  readonly properties?: IConnackPacket['properties'];
  /** Whether the broker claims to know the session. */
  readonly sessionPresent?: (visit: number) => boolean;
  /** The codes of SUBACK; `undefined` for silence. */
  readonly suback?: (packet: ISubscribePacket, visit: number) => number[] | undefined;
  /** Called after CONNACK. */
  readonly onConnected?: (visitor: Visitor, visit: number) => void;
  /** Called for PINGREQ. */
  readonly onPing?: () => void;
  /** Called with every packet but CONNECT, SUBSCRIBE and PINGREQ, which the broker itself answers. */
  readonly onPacket?: (packet: Packet, visitor: Visitor) => void;
}

export interface FalseBroker {
  readonly url: string;
  /** All that there were. */
  readonly visitors: readonly Visitor[];
  close(): void;
}

/** `onSubscribed` is called for each SUBSCRIBE, after it was answered. */
export async function startFalseBroker(
  onSubscribed: (visitor: Visitor) => void,
  script: Script = {},
): Promise<FalseBroker> {
  const visitors: Visitor[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    receive(socket, { visitors, onSubscribed, script });
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
  readonly script: Script;
}

function receive(socket: Socket, { visitors, onSubscribed, script }: Receiving): void {
  const reader = parser();
  let visitor: Visitor | undefined;
  let visit = 0;
  reader.on('packet', (packet: Packet) => {
    if (packet.cmd === 'connect') {
      visit = visitors.length;
      visitor = visitorOf(socket, packet);
      visitors.push(visitor);
      accept(visitor, visit, script);
    } else if (packet.cmd === 'subscribe' && visitor !== undefined) {
      if (grant({ visitor, packet, visit }, script)) onSubscribed(visitor);
    } else if (packet.cmd === 'pingreq') {
      visitor?.send({ cmd: 'pingresp' });
      script.onPing?.();
    } else if (visitor !== undefined) {
      script.onPacket?.(packet, visitor);
    }
  });
  socket.on('error', () => undefined).on('data', (piece) => void reader.parse(piece));
}

function accept(visitor: Visitor, visit: number, script: Script): void {
  const { connack = () => 0, sessionPresent = () => false, onConnected, properties } = script;
  const code = connack(visit);
  if (code === undefined) return;
  const isPresent = sessionPresent(visit);
  visitor.send({
    cmd: 'connack',
    returnCode: code,
    reasonCode: code,
    sessionPresent: isPresent,
    ...(properties && { properties }),
  });
  if (code === 0) onConnected?.(visitor, visit);
}

interface Asking {
  readonly visitor: Visitor;
  readonly packet: ISubscribePacket;
  readonly visit: number;
}

/** Answers SUBSCRIBE; returns whether there was an answer. */
function grant({ visitor, packet, visit }: Asking, { suback }: Script): boolean {
  const { subscriptions, messageId = 1 } = packet;
  visitor.filters.push(...subscriptions.map(({ topic }) => topic));
  const granted =
    suback === undefined ? subscriptions.map(({ qos }) => qos) : suback(packet, visit);
  if (granted !== undefined) visitor.send({ cmd: 'suback', messageId, granted });
  return granted !== undefined;
}

function visitorOf(socket: Socket, connect: IConnectPacket): Visitor {
  const { protocolVersion = 4 } = connect;
  return {
    connect,
    at: performance.now(),
    filters: [],
    send: (packet) => void socket.write(generate(packet, { protocolVersion })),
    sendBytes: (bytes) => void socket.write(bytes),
    hangUp: () => socket.destroy(),
  };
}
