import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and a broker, so that a test can cut the line. */
export interface Proxy {
  readonly url: string;
  /** Ends all connections without a word, and new ones for so many milliseconds. */
  cut(forMs?: number): void;
  /** Passes nothing on any more, in either direction, and keeps all connections: as a cable that is pulled. */
  stall(): void;
  /** Takes new connections again. */
  mend(): void;
  stop(): Promise<void>;
}

/** Listens on a free port of the loopback, and passes everything on to `port` there. */
export async function startProxy(port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const stalled = new WeakSet<Socket>();
  let deadUntil = 0;
  const server = createServer((near) => {
    if (performance.now() < deadUntil) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        if (!stalled.has(socket)) other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stall = (): void => {
    for (const socket of sockets) stalled.add(socket.unpipe().resume());
  };
  const cut = (forMs = 0): void => {
    deadUntil = performance.now() + forMs;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `mqtt://127.0.0.1:${portOf(server.address())}`,
    cut,
    stall,
    mend: () => {
      deadUntil = 0;
    },
    stop: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('Listens on no port');
  return address.port;
}
