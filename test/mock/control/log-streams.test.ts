import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { LogStreams } from '../../../src/mock/control/log-streams.js';
import { portOf } from '../../../src/mock/port-of.js';

const MIB = 1024 * 1024;

it('a client that leaves too much unread is disconnected, and others are not', async () => {
  const streams = new LogStreams();
  let open = 0;
  const server = createServer((_, response) => {
    open += 1;
    response.once('close', () => (open -= 1));
    streams.open(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connect = (): Promise<IncomingMessage> =>
    new Promise((resolve) => get({ host: '127.0.0.1', port: portOf(server) }, resolve));
  const lazy = await connect();
  const eager = await connect();
  lazy.on('error', () => undefined);
  let read = 0;
  eager.on('data', (piece: Buffer) => (read += piece.length));
  const text = 'x'.repeat(MIB);
  let sent = 0;
  while (open === 2 && sent < 200) {
    streams.add({ event: 'note', time: new Date(0), text, isProblem: false });
    sent += 1;
    while (read < sent * MIB) await setImmediate();
  }
  expect(open).toBe(1);
  // The system keeps some MiB for a connection, too.
  expect(sent).toBeLessThan(50);
  streams.close();
  await once(eager, 'end');
  server.close();
});
