import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** Stands between a client and a broker, so that a test can cut the line. */
export interface Proxy {
  readonly url: string;
  /** Ends all connections without a word, and new ones for so many milliseconds. */
  cut(forMs?: number): void;
  /** Passes nothing on any more, in either direction, and keeps all connections: as a cable that is pulled. */
  unplug(): void;
  /** Ends all connections, and answers new ones for so many milliseconds with CONNACK and a code of MQTT 3.1.1. */
  refuse(code: number, forMs: number): void;
  /** Passes nothing on for so many milliseconds, and keeps the connections open. */
  stall(forMs: number): void;
  /** Takes new connections again. */
  mend(): void;
  stop(): Promise<void>;
}

/** Listens on a free port of the loopback, and passes everything on to `port` there. */
export async function startProxy(port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const unplugged = new WeakSet<Socket>();
  let deadUntil = 0;
  let refusal: number | undefined;
  let stalledUntil = 0;
  const server = createServer((near) => {
    if (performance.now() < deadUntil) {
      turnAway(near, refusal);
      return;
    }
    const far = connect(port, '127.0.0.1');
    const line = { sockets, unplugged, notBefore: () => stalledUntil };
    pass(line, near, far);
    pass(line, far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (forMs = 0, code?: number): void => {
    deadUntil = performance.now() + forMs;
    refusal = code;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `mqtt://127.0.0.1:${portOf(server.address())}`,
    unplug: () => {
      for (const socket of sockets) unplugged.add(socket.unpipe().resume());
    },
    cut: (forMs) => cut(forMs),
    refuse: (code, forMs) => cut(forMs, code),
    stall: (forMs) => {
      stalledUntil = performance.now() + forMs;
    },
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

/** What all connections of a proxy share. */
interface Line {
  readonly sockets: Set<Socket>;
  readonly unplugged: WeakSet<Socket>;
  /** The time before which nothing is passed on. */
  readonly notBefore: () => number;
}

/** Passes on what a socket receives, and its end, unless it is unplugged. */
function pass({ sockets, unplugged, notBefore }: Line, from: Socket, to: Socket): void {
  sockets.add(from);
  from.pipe(delayer(notBefore)).pipe(to);
  from.on('error', () => to.destroy());
  from.on('close', () => {
    sockets.delete(from);
    if (!unplugged.has(from)) to.destroy();
  });
}

/** Ends a connection; with a code, it answers CONNECT before (MQTT 3.1.1, section 3.2). */
function turnAway(socket: Socket, code: number | undefined): void {
  socket.on('error', () => undefined);
  if (code === undefined) socket.destroy();
  else socket.once('data', () => socket.end(Uint8Array.of(0x20, 2, 0, code)));
}

/** Passes data on, but not before a time. */
function delayer(notBefore: () => number): Transform {
  return new Transform({
    transform: (data, _encoding, done) => {
      const wait = notBefore() - performance.now();
      if (wait > 0) setTimeout(() => done(null, data), wait);
      else done(null, data);
    },
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('Listens on no port');
  return address.port;
}
