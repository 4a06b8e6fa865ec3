/** T-32: whatever a server answers, and however a connection ends, there is a finding or a text. */
import { describe, expect, it } from '@jest/globals';
import { createFetchText } from '../../src/load/remote/fetch-text.js';
import { putFiles } from '../cli/bin.js';
import { runCommand } from '../cli/run-command.js';
import { asyncapi3 } from '../load/spec-folder.js';
import { answering, listen, type Answer } from '../load/tcp-server.js';
import { temporaryFolders } from '../write/temporary-folder.js';

const newFolder = temporaryFolders();

const stay: Answer = () => undefined;
const end: Answer = (socket) => socket.end();
/** By an RST, once what was written is on its way. */
const reset: Answer = (socket) => void setTimeout(() => socket.resetAndDestroy(), 50);

const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;
const switching = 'HTTP/1.1 101 Switching Protocols\r\n';
const upgrade = 'Connection: upgrade\r\nUpgrade: websocket\r\n';
const body = 'type: string';

/** Each is refused. */
const odd: Readonly<Record<string, Answer>> = {
  'a 101 that leaves the connection open': answering(`${switching}${upgrade}\r\n`, stay),
  'a 101 that ends it': answering(`${switching}${upgrade}\r\n`, end),
  'a 101 and a body': answering(`${switching}${upgrade}Content-Length: 12\r\n\r\n${body}`, end),
  'a 101 to nothing': answering(`${switching}\r\n`, stay),
  'a 101 to HTTP/2': answering(`${switching}Connection: upgrade\r\nUpgrade: h2c\r\n\r\n`, stay),
  'a 426': answering(`HTTP/1.1 426 Upgrade\r\n${upgrade}Content-Length: 0\r\n\r\n`, stay),
  'a 100 and no more': answering('HTTP/1.1 100 Continue\r\n\r\n', end),
  'many 103 and no more': answering('HTTP/1.1 103 Hints\r\n\r\n'.repeat(1000), end),
  'a 199': answering('HTTP/1.1 199 What\r\n\r\n', end),
  'a 204': answering('HTTP/1.1 204 No Content\r\n\r\n', stay),
  'a part': answering(`HTTP/1.1 206 Part\r\nContent-Length: 12\r\n\r\n${body}`, stay),
  'a 301 to nowhere': answering('HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n', stay),
  'status 000': answering('HTTP/1.1 000 What\r\n\r\n', end),
  'status 9999': answering('HTTP/1.1 9999 What\r\n\r\n', end),
  'an end at once': end,
  'an end after the request': answering('', end),
  'a reset at once': (socket) => socket.resetAndDestroy(),
  'a reset after the request': answering('', reset),
  'HTTP/0.9': answering(`${body}\r\n`, end),
  'HTTP/2': answering('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', stay),
  'the answer of another protocol': answering('SSH-2.0-OpenSSH_9.9\r\n', stay),
  'bytes of no meaning': answering(Uint8Array.from([0, 1, 2, 255, 254]), stay),
  'an end in the headers': answering(`${ok}X: `, end),
  'a reset in the headers': answering(`${ok}X: `, reset),
  'a long header': answering(`${ok}X: ${'y'.repeat(100_000)}\r\n\r\n${body}`, end),
  'many headers': answering(`${ok}${'X: y\r\n'.repeat(100_000)}\r\n${body}`, end),
  'two lengths': answering(`${ok}Content-Length: 12\r\nContent-Length: 3\r\n\r\n${body}`, end),
  'a negative length': answering(`${ok}Content-Length: -1\r\n\r\n${body}`, end),
  'a short body': answering(`${ok}Content-Length: 13\r\n\r\n${body}`, end),
  'a reset in the body': answering(`${ok}Content-Length: 13\r\n\r\n${body}`, reset),
  'a reset in a body without a length': answering(`${ok}\r\n${body}`, reset),
  'an end in a chunk': answering(`${chunked}20\r\n${body}`, end),
  'an end behind a chunk': answering(`${chunked}c\r\n${body}\r\n`, end),
  'an end in the last chunk': answering(`${chunked}c\r\n${body}\r\n0\r\n`, end),
  'a chunk of no size': answering(`${chunked}zz\r\n${body}\r\n0\r\n\r\n`, stay),
  'a long extension of a chunk': answering(`${chunked}c;${'x'.repeat(100_000)}\r\n`, stay),
  'many trailers': answering(`${chunked}0\r\n${'X: y\r\n'.repeat(100_000)}\r\n`, stay),
};

/** Each is what HTTP calls complete. */
const complete: Readonly<Record<string, Answer>> = {
  'behind 103 and 100': answering(
    `HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${ok}Content-Length: 12\r\n\r\n${body}`,
    stay,
  ),
  'that offers an upgrade': answering(`${ok}${upgrade}Content-Length: 12\r\n\r\n${body}`, stay),
  'until the end': answering(`${ok}\r\n${body}`, end),
  'in HTTP/1.0': answering(`HTTP/1.0 200 OK\r\n\r\n${body}`, end),
  'in chunks': answering(`${chunked}4\r\ntype\r\n8\r\n: string\r\n0\r\n\r\n`, stay),
  'and something behind it': answering(`${ok}Content-Length: 12\r\n\r\n${body}# more`, end),
  'and another answer': answering(`${ok}Content-Length: 12\r\n\r\n${body}`.repeat(2), reset),
};

async function fetchFrom(answer: Answer, scheme = 'http') {
  const { host } = await listen(answer);
  const origin = `${scheme}://${host}`;
  return createFetchText(new Set([origin]))(new URL('/a.yaml', origin));
}

const failed = { kind: 'refused', code: 'REF_REMOTE_FAILED' };

describe('T-32: an answer is refused that is', () => {
  it.each(Object.entries(odd))('%s', async (_, answer) => {
    expect(await fetchFrom(answer)).toMatchObject(failed);
  });

  it.each([
    ['no TLS', answering(`${ok}\r\n${body}`, end)],
    ['an end in the handshake', answering('', end)],
    ['a reset in the handshake', answering('\u0016\u0003\u0003', reset)],
    ['an alert of TLS', answering(Uint8Array.from([21, 3, 3, 0, 2, 2, 40]), stay)],
  ])('%s, to one who asks by TLS', async (_, answer) => {
    expect(await fetchFrom(answer, 'https')).toMatchObject(failed);
  });

  it('compressed, since nobody asked for that', async () => {
    const zipped = Uint8Array.from([31, 139, 8, 0, 0, 0, 0, 0, 0, 3]);
    const answer = answering(`${ok}Content-Encoding: gzip\r\n\r\n`, (socket) => socket.end(zipped));
    expect(await fetchFrom(answer)).toMatchObject({ kind: 'refused', code: 'FILE_NOT_TEXT' });
  });
});

describe('T-32: an answer is taken', () => {
  it.each(Object.entries(complete))('%s', async (_, answer) => {
    expect(await fetchFrom(answer)).toMatchObject({ kind: 'text', text: body });
  });
});

it('T-32: the command line ends with a finding for each, and exit code 3', async () => {
  const cwd = newFolder();
  const servers = await Promise.all(Object.values(odd).map(listen));
  const references = servers.map(
    ({ host }, index) => `    m${index}: { $ref: 'http://${host}/a' }`,
  );
  const lines = ['components:', '  messages:', ...references];
  putFiles(cwd, { 'a.yaml': asyncapi3(lines.join('\n')) });
  const allowed = servers.flatMap(({ host }) => ['--allow-ref', `http://${host}`]);
  const args = ['validate', 'a.yaml', '--format', 'json', ...allowed];
  const { code, stdout, stderr } = await runCommand(cwd, args);
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    diagnostics: servers.map((_, index) => ({
      code: 'REF_REMOTE_FAILED',
      file: 'a.yaml',
      line: index + 5,
    })),
  });
});
