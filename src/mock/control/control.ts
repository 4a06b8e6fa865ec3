/**
 * The HTTP control API of the command `mock`, on the loopback interface: what runs, the log as a stream, and commands,
 * which are the actions of scenarios and the messages of documents. `templates/control/openapi.yaml` describes it.
 * A request passes `guard`, is found in `routes`, and is answered with JSON; what is wrong with it is a finding.
 */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { visibleJson } from '../../diagnostics/visible.js';
import { portOf } from '../port-of.js';
import { refuse, type Answer } from './answer.js';
import { refuseStranger, refuseWithoutToken } from './guard.js';
import { refusePath, routesOf, type Exchange, type Route, type RouteParts } from './routes.js';

export { LogStreams } from './log-streams.js';

/** What the control API works with. */
export interface ControlParts extends RouteParts {
  /** The port to listen on; 0 chooses a free one. */
  readonly port: number;
  /** What requests must have in their header `Authorization`. */
  readonly token: string;
  /** How long a client may take to send a request; 10 seconds by default. */
  readonly requestMs?: number;
  /** Receives errors that are bugs of ours. */
  readonly onError: (error: unknown) => void;
}

/** A running control API. */
export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const MAX_CONNECTIONS = 50;
const MAX_HEADER_BYTES = 8 * 1024;
const REQUEST_MS = 10_000;

/** Starts the control API on 127.0.0.1. Rejects if the port is taken. */
export async function startControl(parts: ControlParts): Promise<Control> {
  const routes = routesOf(parts);
  const { requestMs = REQUEST_MS } = parts;
  const limits = {
    ...{ maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: requestMs, headersTimeout: requestMs },
    connectionsCheckingInterval: requestMs / 10,
  };
  const server = createServer(limits, (request, response) => {
    void respond({ request, response }, routes, parts);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(parts.port, HOST);
  await once(server, 'listening');
  server.on('error', parts.onError);
  const close = async (): Promise<void> => {
    parts.streams.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://${HOST}:${portOf(server)}`, close };
}

async function respond(
  exchange: Exchange,
  routes: ReadonlyMap<string, Route>,
  parts: ControlParts,
): Promise<void> {
  try {
    const answer = await answerTo(exchange, routes, parts);
    if (answer !== undefined) write(exchange.response, answer);
  } catch (error) {
    // The client has gone while it was sending its request.
    if (exchange.request.errored !== null) return;
    parts.onError(error);
    const help = 'Please report it: this is a bug.';
    write(exchange.response, refuse(500, { code: 'INTERNAL', message: 'Something failed.', help }));
  }
}

async function answerTo(
  exchange: Exchange,
  routes: ReadonlyMap<string, Route>,
  { token }: ControlParts,
): Promise<Answer | undefined> {
  const { headers, method, url = '/' } = exchange.request;
  const stranger = refuseStranger(headers);
  if (stranger !== undefined) return stranger;
  const path = url.replace(/[?#].*$/s, '');
  const route = routes.get(path);
  if (route === undefined) return refusePath(path, [...routes.keys()]);
  if (method !== route.method) return refuseMethod(path, route);
  const refusal = route.needsToken ? refuseWithoutToken(headers, token) : undefined;
  return refusal ?? route.answer(exchange);
}

function refuseMethod(path: string, { method }: Route): Answer {
  const message = `${path} takes ${method} only.`;
  const refusal = refuse(405, { code: 'METHOD', message, help: `Send ${method} ${path}.` });
  return { ...refusal, headers: { Allow: method } };
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  const text = typeof body === 'string' ? body : `${visibleJson(JSON.stringify(body))}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(text);
}
