/** A page in headless Chromium under a strict Content Security Policy. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { Collector } from '../runtime/harness.js';

export const hasChromium = spawnSync('chromium', ['--version']).error === undefined;

/** A running page. */
export interface Page {
  /** What the page has posted to `/say`. */
  readonly said: Collector<string>;
  close(): Promise<void>;
}

const html = '<!doctype html><script type="module" src="/page.js"></script>';

/** Opens a page with a script. It may connect only to its own server and to `socket`. */
export async function openPage(
  script: string,
  { socket, profile }: { readonly socket: string; readonly profile: string },
): Promise<Page> {
  const said = new Collector<string>();
  const policy = `default-src 'none'; script-src 'self'; connect-src 'self' ${socket}`;
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', policy);
    void answer(request, response, { script, said });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const chromium = spawn(
    'chromium',
    [
      ...['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`],
      `http://127.0.0.1:${portOf(server)}/`,
    ],
    { stdio: 'ignore' },
  );
  return {
    said,
    close: async () => {
      chromium.kill();
      await once(chromium, 'exit');
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { script, said }: { readonly script: string; readonly said: Collector<string> },
): Promise<void> {
  if (request.url === '/say') said.add(await readText(request));
  const isScript = request.url === '/page.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
  response.end(isScript ? script : html);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Listens on no port');
  return address.port;
}
