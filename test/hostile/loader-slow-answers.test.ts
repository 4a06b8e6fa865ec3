/** T-31: what is fetched has its time, and no longer, whatever the garbage collector does. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFetchText } from '../../src/load/remote/fetch-text.js';
import { serve } from '../load/http-server.js';
import { answering, dripping, flooding, listen, type Answer } from '../load/tcp-server.js';

const time = { remoteMs: 400, remoteTotalMs: 60_000 };
/** What never ends, or ends by another limit only, takes far longer. */
const ceilingMs = 8_000;

/** Twice within the shortest time limit. */
const COLLECTION_MS = 150;

let collecting: NodeJS.Timeout | undefined;

beforeAll(() => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('The garbage collector cannot be called.');
  collecting = setInterval(() => void collect(), COLLECTION_MS);
});

afterAll(() => clearInterval(collecting));

async function fetchFrom(origin: string, options = {}) {
  const start = performance.now();
  const fetchText = createFetchText(new Set([origin]), { time, ...options });
  const fetched = await fetchText(new URL('/a.yaml', origin));
  return { fetched, ms: performance.now() - start };
}

const tooSlow = {
  kind: 'refused',
  code: 'REF_REMOTE_FAILED',
  message: expect.stringMatching(
    /cannot be fetched: it takes more than 0\.4 s, or all files of the document take more than 60 s\.$/,
  ),
};

const head = 'HTTP/1.1 200 OK\r\n';
const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;

const phases: readonly (readonly [string, Answer])[] = [
  ['says nothing', () => undefined],
  ['drips its headers', answering(head, dripping('X: y\r\n', 40))],
  ['drips one header', answering(`${head}X: `, dripping('y', 10))],
  ['drips informational answers', answering('', dripping('HTTP/1.1 103 Early Hints\r\n\r\n', 10))],
  ['floods with 100 Continue', answering('', flooding('HTTP/1.1 100 Continue\r\n\r\n'))],
  ['floods with 103 Early Hints', answering('', flooding('HTTP/1.1 103 Hints\r\nLink: a\r\n\r\n'))],
  ['drips its body', answering(`${head}\r\n`, dripping('#', 10))],
  ['stops in its body', answering(`${head}Content-Length: 100\r\n\r\n#`, () => undefined)],
  ['drips chunks', answering(chunked, dripping('1\r\n#\r\n', 10))],
  ['drips the size of a chunk', answering(chunked, dripping('0', 10))],
  ['drips the extension of a chunk', answering(`${chunked}1;`, dripping('x', 10))],
  ['drips trailers', answering(`${chunked}1\r\n#\r\n0\r\n`, dripping('X: y\r\n', 40))],
];

describe('T-31: a server has so much time if it', () => {
  const fetchSlowly = async (answer: Answer) => {
    const server = await listen(answer);
    return { server, ...(await fetchFrom(`http://${server.host}`)) };
  };
  let running: ReadonlyMap<string, ReturnType<typeof fetchSlowly>>;
  // All at once: what they do is wait.
  beforeAll(() => {
    running = new Map(phases.map(([what, answer]) => [what, fetchSlowly(answer)]));
  });

  it.each(phases)('%s', async (what, answer) => {
    const { server, fetched, ms } = await (running.get(what) ?? fetchSlowly(answer));
    expect(fetched).toMatchObject(tooSlow);
    expect(ms).toBeLessThan(ceilingMs);
    expect(server.connections()).toBe(1);
    while (server.open() > 0) await delay(10);
  });

  it('does not answer in TLS', async () => {
    const server = await listen(() => undefined);
    const { fetched, ms } = await fetchFrom(`https://${server.host}`);
    expect(fetched).toMatchObject(tooSlow);
    expect(ms).toBeLessThan(ceilingMs);
  });

  it('drips a record of TLS', async () => {
    const server = await listen(
      answering('\u0016\u0003\u0003\u0040\u0000', dripping('\u0002', 10)),
    );
    const { fetched, ms } = await fetchFrom(`https://${server.host}`);
    expect(fetched).toMatchObject(tooSlow);
    expect(ms).toBeLessThan(ceilingMs);
  });

  it('redirects slowly', async () => {
    const server = await serve({
      '/a.yaml': (response) => {
        setTimeout(() => response.writeHead(302, { location: '/a.yaml' }).end(), 150);
      },
    });
    const { fetched } = await fetchFrom(server.origin);
    expect(fetched).toMatchObject(tooSlow);
    expect(server.requests.length).toBeLessThan(5);
  });

  it('has a name that is never resolved', async () => {
    const resolveName = async () => new Promise<never>(() => undefined);
    const { fetched, ms } = await fetchFrom('http://example.test', { resolveName });
    expect(fetched).toMatchObject(tooSlow);
    expect(ms).toBeLessThan(ceilingMs);
  });

  it('has a name that is resolved too late, and is not asked then', async () => {
    const server = await listen(() => undefined);
    const resolveName = async () => delay(600, [{ address: '127.0.0.1', family: 4 }]);
    const origin = `http://localhost:${server.host.replace(/.*:/, '')}`;
    const { fetched } = await fetchFrom(origin, { resolveName });
    expect(fetched).toMatchObject(tooSlow);
    await delay(600);
    expect(server.connections()).toBe(0);
  });

  // Only Linux lets a connection wait for a place in the queue of a listener.
  const onLinux = process.platform === 'linux' ? it : it.skip;

  onLinux('takes no connection', async () => {
    const { origin, close } = await fullServer();
    const { fetched, ms } = await fetchFrom(origin);
    await close();
    expect(fetched).toMatchObject(tooSlow);
    expect(ms).toBeLessThan(ceilingMs);
  });
});

/** A server whose thread sleeps, and whose queue of connections to accept is full. */
async function fullServer() {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 1);
    });`,
    { eval: true },
  );
  const [port] = await once(worker, 'message');
  await delay(200);
  const sockets = [1, 2, 3, 4].map(() => connect(Number(port), '127.0.0.1'));
  for (const socket of sockets) socket.on('error', () => undefined);
  await delay(200);
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await worker.terminate();
  };
  return { origin: `http://127.0.0.1:${String(port)}`, close };
}

describe('T-31: all files of a document together', () => {
  it('have their time, and then nothing is asked any more', async () => {
    const server = await listen(answering(`${head}\r\n`, dripping('#', 10)));
    const origin = `http://${server.host}`;
    const limits = { remoteMs: 400, remoteTotalMs: 1000 };
    const fetchText = createFetchText(new Set([origin]), { time: limits });
    const start = performance.now();
    for (const path of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const fetched = await fetchText(new URL(path, origin));
      expect(fetched).toMatchObject({ kind: 'refused', code: 'REF_REMOTE_FAILED' });
    }
    expect(performance.now() - start).toBeLessThan(ceilingMs);
    expect(server.connections()).toBeLessThan(5);
  });

  it('that arrive in time are taken', async () => {
    const body = 'type: string';
    const server = await listen(
      answering(`HTTP/1.1 103 Hints\r\n\r\n${head}Content-Length: 12\r\n\r\n`, (socket) => {
        for (const [index, letter] of [...body].entries()) {
          setTimeout(() => socket.write(letter), 10 * index);
        }
      }),
    );
    const { fetched } = await fetchFrom(`http://${server.host}`, { time: undefined });
    expect(fetched).toMatchObject({ kind: 'text', text: body });
  });
});
