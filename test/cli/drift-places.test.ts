/** The lines that `check --format github` annotates. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { temporaryFolders } from '../write/temporary-folder.js';
import { putFiles } from './bin.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

const DOCUMENT = `asyncapi: 3.0.0
info: { title: Gate, version: 1.0.0 }
servers:
  default: { host: localhost, protocol: mqtt }
channels:
  position:
    address: position
    messages:
      position: { payload: { $ref: '#/components/schemas/Position' } }
  turn:
    address: turn
    messages:
      turn: { payload: { $ref: '#/components/schemas/Turn' } }
  count:
    address: count
    messages:
      count: { payload: { $ref: 'shared.yaml#/Count' } }
operations:
  receive_position:
    action: receive
    channel: { $ref: '#/channels/position' }
  send_turn:
    action: send
    channel: { $ref: '#/channels/turn' }
  receive_count:
    action: receive
    channel: { $ref: '#/channels/count' }
components:
  schemas:
    Position:
      type: string
      enum: [open, shut]
    Turn:
      type: object
      properties:
        key: { type: string }
        degrees:
          type: integer
          description: How far.
    Spare:
      type: string
      description: Nobody uses it.
`;
const SHARED = `# A comment.
Count: { type: integer, minimum: 0 }
`;

let original = '';

beforeAll(async () => {
  original = mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-test-'));
  putFiles(original, { 'gate.yaml': DOCUMENT, 'shared.yaml': SHARED });
  expect(await runCommand(original, ['generate', 'gate.yaml', '-o', 'out'])).toMatchObject({
    code: 0,
  });
});

afterAll(() => {
  rmSync(original, { recursive: true });
});

/** Changes something, and returns the annotations of the drift: file and line, then code and message. */
async function annotations(change: (folder: string) => void): Promise<readonly string[]> {
  const folder = newFolder();
  cpSync(original, folder, { recursive: true });
  change(folder);
  const args = ['check', '-o', 'out', '--format', 'github'];
  const { code, stdout, stderr } = await runCommand(folder, args);
  expect({ code, stderr }).toEqual({
    code: 4,
    stderr: expect.stringMatching(/^✗ \d files? not up to date\. To fix this, run: .*\n$/),
  });
  const form =
    /^::error file=(.*?),line=(\d+),.*title=(\w+)::(.*?): .*%0ARun: (?:npx )?asyncapi-bindgen/;
  return stdout
    .trimEnd()
    .split('\n')
    .filter((line) => !line.includes('title=DOCUMENT_CHANGED'))
    .map((line) => line.replace(new RegExp(`${form.source}.*$`), '$1:$2 $3 $4'));
}

function edited(from: string, to: string): (folder: string) => void {
  expect(DOCUMENT).toContain(from);
  return (folder) => putFiles(folder, { 'gate.yaml': DOCUMENT.replace(from, to) });
}

/** Returns the number of the line of the document that has a text. */
function lineOf(text: string): number {
  return DOCUMENT.slice(0, DOCUMENT.indexOf(text)).split('\n').length;
}

const types = 'out/gate/types.ts';
const validators = 'out/gate/validators.ts';

it.each([
  ['the values of an enum', 'shut]', 'ajar]', '    Position:', `${types}, ${validators}`],
  ['the description of a property', 'How far', 'How much', '        degrees:', types],
  [
    'a property that is gone',
    '        key: { type: string }\n',
    '',
    '    Turn:',
    `${types}, ${validators}`,
  ],
  ['a description of a schema', 'Nobody uses', 'Nobody needs', '    Spare:', types],
])('%s is marked', async (_, from, to, marked, paths) => {
  expect(await annotations(edited(from, to))).toEqual([
    `gate.yaml:${lineOf(marked)} DRIFT_OUTDATED ${paths}`,
  ]);
});

it('an operation is marked in client and mock server, and a property in types', async () => {
  const found = await annotations(edited('address: turn', 'address: turns'));
  expect(found).toEqual([
    `gate.yaml:${lineOf('  send_turn:')} DRIFT_OUTDATED out/gate/client.ts, out/gate/mock-server.ts`,
  ]);
  const property = await annotations(edited('key: { type: string }', 'key: { type: number }'));
  expect(property).toEqual([
    `gate.yaml:${lineOf('    Turn:')} DRIFT_OUTDATED ${validators}`,
    `gate.yaml:${lineOf('        key:')} DRIFT_OUTDATED ${types}`,
  ]);
});

it('a schema of another file is marked there', async () => {
  const found = await annotations((folder) =>
    putFiles(folder, { 'shared.yaml': SHARED.replace('minimum: 0', 'minimum: 1') }),
  );
  expect(found).toEqual([`shared.yaml:2 DRIFT_OUTDATED ${types}, ${validators}`]);
});

it('what is gone has no line, so the start of the document is marked', async () => {
  const spare = DOCUMENT.slice(DOCUMENT.indexOf('    Spare:'));
  expect(await annotations(edited(spare, ''))).toEqual([
    `gate.yaml:1 DRIFT_OUTDATED ${types}, ${validators}`,
  ]);
});

it('an edited file is marked itself, at the first line that differs', async () => {
  const before = readFileSync(join(original, types), 'utf8').split('\n').length;
  const found = await annotations((folder) => appendFileSync(join(folder, types), '// mine\n'));
  expect(found).toEqual([`${types}:${before} DRIFT_CHANGED ${types}`]);
});

it('the document is marked if a file is missing', async () => {
  const found = await annotations((folder) => rmSync(join(folder, types)));
  expect(found).toEqual([`gate.yaml:1 DRIFT_MISSING ${types}`]);
});
