import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';

/** A text to answer with, or what to do instead. */
export type Route = string | ((response: ServerResponse, request: IncomingMessage) => void);

export interface HttpServer {
  /** By its address, e.g. `http://127.0.0.1:4000`. */
  readonly origin: string;
  readonly port: number;
  /** How many sockets were ever opened to it. */
  connections(): number;
  /** The requests that it has seen, in order. */
  readonly requests: readonly IncomingMessage[];
  /** Changes what it answers with. */
  put(path: string, route: Route): void;
}

const closing: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
});

/** A real server with some paths, each with what it answers; closed when the tests of the file end. */
export async function serve(
  given: Readonly<Record<string, Route>>,
  host = '127.0.0.1',
): Promise<HttpServer> {
  const routes = new Map(Object.entries(given));
  const requests: IncomingMessage[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    const route = routes.get(request.url ?? '');
    if (route === undefined) response.writeHead(404).end('not here: secret-of-the-server');
    else if (typeof route === 'string') response.end(route);
    else route(response, request);
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = addressOf(server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    connections: () => connections,
    requests,
    put: (path, route) => void routes.set(path, route),
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address === 'object' && address !== null) return address;
  throw new Error('The server has no port.');
}

export function redirectTo(location: string, code = 302): Route {
  return (response) => response.writeHead(code, { location }).end('secret-of-the-redirect');
}
