/** `generate --unknown-enums accept`: the types say that further values may arrive, and clients accept them. */
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, jest } from '@jest/globals';
import { build } from 'esbuild';
import { startEmbeddedBroker } from '../support/broker.js';
import { root } from '../support/project.js';
import { errorsOf, strictest } from '../support/type-check.js';
import { readTree, temporaryFolders } from '../write/temporary-folder.js';
import { putFiles } from './bin.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();
const document = `asyncapi: 3.0.0
info: { title: Signal, version: 1.0.0 }
servers: { default: { host: 'localhost:1883', protocol: mqtt } }
channels:
  state: { address: state, messages: { state: { payload: { $ref: '#/components/schemas/State' } } } }
  order: { address: order, messages: { order: { payload: { $ref: '#/components/schemas/Order' } } } }
operations:
  receiveState: { action: receive, channel: { $ref: '#/channels/state' } }
  sendOrder: { action: send, channel: { $ref: '#/channels/order' } }
components:
  schemas:
    State:
      type: object
      required: [light]
      properties:
        light: { $ref: '#/components/schemas/Light' }
        modes: { type: array, items: { type: string, enum: [day, night] } }
        mixed: { enum: [1, x] }
        kind: { const: signal }
        next: { oneOf: [{ type: string, enum: [a, b] }, { type: 'null' }] }
        lamp: { $ref: '#/components/schemas/Lamp' }
        choice: { $ref: '#/components/schemas/Choice' }
    Lamp:
      discriminator: sort
      oneOf: [{ $ref: '#/components/schemas/Bulb' }, { $ref: '#/components/schemas/Led' }]
    Bulb: { type: object, required: [sort], properties: { sort: { enum: [Bulb] }, watt: { type: number } } }
    Led: { type: object, required: [sort], properties: { sort: { enum: [Led] } } }
    Choice:
      type: object
      required: [kind]
      properties: { kind: { enum: [a, b] } }
      if: { properties: { kind: { const: a } } }
      then: { required: [x], properties: { x: { type: number } } }
    Order:
      type: object
      properties:
        light: { $ref: '#/components/schemas/Light' }
        urgency: { type: string, enum: [low, high] }
    Light: { type: string, enum: [red, green] }
`;

/** Types only: \`expectError\` marks what must not compile. */
const usage = `import { isLight, lightValues, type Light, type Order, type State } from './signal/index.js';
const received: State = { light: 'amber', modes: ['dusk'], mixed: 'y', kind: 'signal' };
const sent: Order = { light: 'amber' };
const first: 'red' = lightValues[0];
export function isDark(light: Light): boolean {
  return light === 'red';
}
// @ts-expect-error: sent only
const urgent: Order = { urgency: 'never' };
// @ts-expect-error: inside oneOf
const next: State = { light: 'red', next: 'c' };
// @ts-expect-error: the discriminator of a union
const lamp: State = { light: 'red', lamp: { sort: 'Star' } };
const choice: State = { light: 'red', choice: { kind: 'c', x: 'any' } };
// @ts-expect-error: const
const kind: State = { light: 'red', kind: 'other' };
export const all = [received, sent, first, urgent, next, lamp, choice, kind, isLight('amber')];
`;

/** Returns what a client receives, and what it refuses. */
const program = `import { SignalClient, SignalMockServer } from './signal/index.js';
export async function run(url, publish) {
  const lines = [];
  const client = await SignalClient.connect({ url, onInvalidMessage: (error) => lines.push(error.message) });
  const mock = await SignalMockServer.start({ url, onInvalidMessage: () => lines.push('mock refuses') });
  await client.onState(({ light, next }) => void lines.push(light + ' ' + next));
  await publish('state', { light: 'amber' });
  await publish('state', { light: 'red', next: 'c' });
  await publish('state', { light: 'red', lamp: { sort: 'Star' } });
  await publish('state', { light: 'blue', choice: { kind: 'c', x: 'any' } });
  await publish('order', { light: 'amber' });
  await client.sendOrder({ light: 'amber' }).catch(({ code }) => lines.push(code));
  await mock.sendState({ light: 'amber' }).catch(({ code }) => lines.push(code));
  await publish('state', { light: 'green' });
  while (lines.length < 8) await new Promise((resolve) => setTimeout(resolve, 5));
  await client.close();
  await mock.close();
  return lines.toSorted();
}
`;

type Run = (url: string, publish: (topic: string, value: object) => Promise<void>) => unknown;

async function runProgram(folder: string): Promise<unknown> {
  putFiles(folder, { 'out/program.js': program });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const outfile = join(folder, 'program.mjs');
  const format = { format: 'esm', platform: 'node', packages: 'external' } as const;
  const entryPoints = [join(folder, 'out/program.js')];
  await build({ entryPoints, outfile, bundle: true, ...format });
  const { run }: { run: Run } = await import(pathToFileURL(outfile).href);
  const broker = await startEmbeddedBroker();
  const { connectAsync } = await import('mqtt');
  const raw = await connectAsync(broker.url);
  try {
    return await run(broker.url, async (topic, value) => {
      await raw.publishAsync(topic, JSON.stringify(value), { qos: 1 });
    });
  } finally {
    await raw.endAsync(true);
    await broker.stop();
  }
}

function textsIn(folder: string): ReadonlyMap<string, string> {
  const files = Object.entries(readTree(join(folder, 'out')));
  return new Map(files.filter(([path]) => path.endsWith('.ts')));
}

it.each(['lazy', 'compiled'])(
  'with %s validators, the types say so, clients accept, and the rest stays exact',
  async (validators) => {
    const folder = newFolder();
    putFiles(folder, { 'signal.yaml': document, 'package.json': '{ "type": "module" }' });
    const output = ['--validators', validators, '--unknown-enums', 'accept'];
    const ended = await runCommand(folder, ['generate', 'signal.yaml', '-o', 'out', ...output]);
    expect(ended).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'out/signal/types.ts'), 'utf8')).toMatch(
      /Every value of \{@link Light\} in the document[\s\S]*Light = \(typeof lightValues\)\[number\] \| \(string & \{\}\);/,
    );
    const files = new Map([...textsIn(folder), ['usage.ts', usage]]);
    expect(errorsOf(files, strictest)).toEqual([]);
    expect(await runProgram(folder)).toEqual([
      expect.stringMatching(/^State \(received on state\) is not valid: \/lamp\/sort must be/),
      expect.stringMatching(/^State \(received on state\) is not valid: \/next must be/),
      ...['VALIDATION', 'VALIDATION', 'amber undefined', 'blue undefined', 'green undefined'],
      'mock refuses',
    ]);
  },
);

it('is recorded in the manifest, so that check knows it; without it, types are as before', async () => {
  const folder = newFolder();
  putFiles(folder, { 'signal.yaml': document });
  const generate = ['generate', 'signal.yaml', '-o', 'out'];
  await runCommand(folder, [...generate, '--unknown-enums', 'accept']);
  const manifest = JSON.parse(readFileSync(join(folder, 'out/.asyncapi-bindgen.json'), 'utf8'));
  expect(manifest.options).toEqual({ 'unknown-enums': 'accept' });
  expect(await runCommand(folder, ['check', '-o', 'out'])).toMatchObject({ code: 0 });
  await runCommand(folder, generate);
  expect([...textsIn(folder).values()].join('')).not.toContain('(string & {})');
  const refused = await runCommand(folder, [...generate, '--unknown-enums', 'refuse']);
  expect(refused).toMatchObject({ code: 2 });
});
