import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { generate, parser, type Packet } from 'mqtt-packet';

/** A connection that says whatever it is told to, right or wrong. */
export interface Wire {
  send(bytes: Uint8Array): void;
  sendPacket(packet: Packet): void;
  /** The next packet of the other side; rejects if it hangs up instead. */
  nextPacket(): Promise<Packet>;
  /** Resolves when the other side has hung up. */
  untilClosed(): Promise<void>;
  close(): void;
}

export async function openWire(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return wireOf(socket);
}

function wireOf(socket: Socket): Wire {
  const packets: Packet[] = [];
  let wake = (): void => undefined;
  const reader = parser();
  reader.on('packet', (packet) => {
    packets.push(packet);
    wake();
  });
  socket.on('data', (piece) => void reader.parse(piece)).on('close', () => wake());
  const untilWoken = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  return {
    send: (bytes) => void socket.write(bytes),
    sendPacket: (packet) => void socket.write(generate(packet)),
    nextPacket: async () => {
      for (;;) {
        const packet = packets.shift();
        if (packet !== undefined) return packet;
        if (socket.destroyed) throw new Error('The other side hung up');
        await untilWoken();
      }
    },
    untilClosed: async () => {
      if (socket.closed) return;
      await new Promise((resolve) => socket.once('close', resolve));
    },
    close: () => void socket.destroy(),
  };
}

export const connectPacket: Packet = {
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clean: true,
  clientId: 'wire',
  keepalive: 0,
};

/** A publish with QoS 0. */
export function publishPacket(topic: string, payload: string | Buffer, retain = false): Packet {
  return { cmd: 'publish', topic, payload, qos: 0, dup: false, retain };
}

/** A wire whose CONNECT was taken. */
export async function openClient(url: string, clientId: string): Promise<Wire> {
  const wire = await openWire(url);
  wire.sendPacket({ ...connectPacket, clientId } as Packet);
  await wire.nextPacket();
  return wire;
}
