import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll } from '@jest/globals';

/** What a server does with a connection. */
export type Answer = (socket: Socket) => void;

export interface TcpServer {
  /** Its address, e.g. `127.0.0.1:4000`. */
  readonly host: string;
  /** How many connections are open now. */
  open(): number;
  /** How many were ever opened. */
  connections(): number;
}

const closing: (() => void)[] = [];

afterAll(() => {
  for (const close of closing) close();
});

/** A server that speaks HTTP, or something else, byte by byte; closed when the tests of the file end. */
export async function listen(answer: Answer): Promise<TcpServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    answer(socket);
    // What nobody reads hides the end of the connection.
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = addressOf(server.address());
  return { host: `127.0.0.1:${port}`, open: () => sockets.size, connections: () => connections };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address === 'object' && address !== null) return address;
  throw new Error('The server has no port.');
}

/** Answers the request with a text, and then does what is given. */
export function answering(text: string | Uint8Array, then: Answer): Answer {
  return (socket) => {
    socket.once('data', () => {
      socket.write(text);
      then(socket);
    });
  };
}

/** Writes a text again and again until the connection ends. */
export function dripping(text: string, everyMs: number): Answer {
  return (socket) => {
    const timer = setInterval(() => socket.write(text), everyMs);
    socket.once('close', () => clearInterval(timer));
  };
}

/** The same as fast as the connection takes it. */
export function flooding(text: string): Answer {
  const much = text.repeat(Math.ceil(10_000 / text.length));
  return (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(much));
    };
    socket.on('drain', more);
    more();
  };
}
