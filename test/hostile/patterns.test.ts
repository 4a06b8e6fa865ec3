/** Schemas that would keep the tool itself busy for ever, or fill its memory: T-14. */
import { expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { putFiles, type Ended } from '../cli/bin.js';
import { runCommand } from '../cli/run-command.js';
import { readTree, temporaryFolders } from '../write/temporary-folder.js';

jest.setTimeout(600_000);

const newFolder = temporaryFolders();

/** Much more than the limits of the tool come to, even on a busy machine. */
const LONGEST_MS = 120_000;

const attack = `'${'a'.repeat(50)}!'`;

/** A request whose reply has this schema, in flow style, and this example. */
const documentOf = (schema: string, example?: string): string => `asyncapi: 3.0.0
info: { title: Hostile, version: 1.0.0 }
servers: { s: { host: 'localhost:1883', protocol: mqtt } }
channels:
  ask: { address: ask, messages: { ask: { payload: { type: string } } } }
  answer:
    address: answer
    messages:
      answer:
        payload: { $ref: '#/components/schemas/Answer' }
${example === undefined ? '' : `        examples: [{ payload: ${example} }]\n`}operations:
  send_request_it:
    action: send
    channel: { $ref: '#/channels/ask' }
    reply: { channel: { $ref: '#/channels/answer' } }
components: { schemas: { Answer: ${schema} } }
`;

const inVersion2 = (schema: string, example: string): string => `asyncapi: 2.6.0
info: { title: Hostile, version: 1.0.0 }
channels:
  c: { publish: { message: { payload: { $ref: '#/components/schemas/S' }, examples: [{ payload: ${example} }] } } }
components: { schemas: { S: ${schema} } }
`;

const object = `{ type: object, required: [a, ${attack}], properties: { a: { type: string, pattern: '^(a+)+$', default: ${attack}, examples: [${attack}] } }, patternProperties: { '^(a|a)*$': {} } }`;

async function bounded(folder: string, args: readonly string[]): Promise<Ended> {
  const start = performance.now();
  const ended = await runCommand(folder, args);
  expect(performance.now() - start).toBeLessThan(LONGEST_MS);
  return ended;
}

it.each([
  ['AsyncAPI 3', documentOf(object, `{ a: ${attack}, ${attack}: 1 }`)],
  ['AsyncAPI 2', inVersion2(object, `{ a: ${attack}, ${attack}: 1 }`)],
])('T-14: patterns with a text that keeps them busy, in %s', async (_, document) => {
  const folder = newFolder();
  putFiles(folder, { 'api.yaml': document });
  const generated = await bounded(folder, ['generate', 'api.yaml', '-o', 'out']);
  expect(generated).toMatchObject({ code: 0, stdout: '' });
  expect(readTree(join(folder, 'out'))['api/types.ts']).toContain('export interface');
  const validated = await bounded(folder, ['validate', 'api.yaml', '--format', 'github']);
  expect(validated).toMatchObject({ code: 0, stderr: '✓ 1 document is valid\n' });
  expect(validated.stdout.match(/^::warning .*title=PATTERN_SLOW/gm)).toHaveLength(2);
});

it.each([
  ['a long text by a pattern', "{ type: string, pattern: '^a{1000000000}$' }"],
  [
    'a long text by a nested pattern',
    "{ type: string, pattern: '^((a{1,99999}){99999}){99999}$' }",
  ],
  ['a long text', '{ type: string, minLength: 1000000000 }'],
  ['a long list', '{ type: array, items: { type: string }, minItems: 1000000000 }'],
  ['many properties', '{ type: object, additionalProperties: {}, minProperties: 1000000000 }'],
])('T-14: %s is not invented as a sample', async (_, schema) => {
  const folder = newFolder();
  putFiles(folder, { 'api.yaml': documentOf(schema) });
  const { code, stderr } = await bounded(folder, ['generate', 'api.yaml', '-o', 'out']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('NO_SAMPLE') });
  const { 'api/mock-server.ts': text = '' } = readTree(join(folder, 'out'));
  expect(text).toContain('class ApiMockServer');
  expect(text.length).toBeLessThan(10_000);
});
