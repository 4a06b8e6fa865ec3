/** The page of `examples/browser`, bundled as its README says, against a broker with WebSockets. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { connectAsync } from 'mqtt';
import { findFreePort, hasMosquitto, startMosquitto } from '../support/broker.js';
import { root } from '../support/project.js';
import { temporaryFolders } from '../write/temporary-folder.js';

const example = join(root, 'examples/browser');

function bundle(outfile: string) {
  const entryPoints = [join(example, 'src/page.ts')];
  return build({ entryPoints, bundle: true, format: 'esm', outfile, logLevel: 'silent' });
}

const newFolder = temporaryFolders();

it('bundles without a warning', async () => {
  const { errors, warnings } = await bundle(join(newFolder(), 'page.mjs'));
  expect([...errors, ...warnings]).toEqual([]);
});

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** A broker with a second address for WebSockets. */
async function startBroker() {
  const port = await findFreePort();
  const broker = await startMosquitto([`listener ${port} 127.0.0.1`, 'protocol websockets']);
  opened.push(() => broker.stop());
  return { url: broker.url, webUrl: `ws://127.0.0.1:${port}` };
}

/** Opens the page in a process that has the globals of a browser. */
async function openPage(webUrl: string) {
  const page = join(newFolder(), 'page.mjs');
  await bundle(page);
  const globals = join(root, 'test/examples/page-globals.js');
  const args = ['--no-warnings', '--experimental-websocket', '--import', globals, page];
  const child = spawn(process.execPath, args, { env: { ...process.env, BROKER_URL: webUrl } });
  const ended = once(child, 'exit');
  opened.push(() => {
    child.kill();
    return ended;
  });
  child.stderr.pipe(process.stderr);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => (await lines.next()).value;
  const moveSlider = (target: number) => child.stdin.write(`${target}\n`);
  return { nextLine, moveSlider };
}

(hasMosquitto ? it : it.skip)('shows the temperature, and sends the target', async () => {
  const { url, webUrl } = await startBroker();
  const thermostat = await connectAsync(url);
  opened.push(() => thermostat.endAsync());
  await thermostat.subscribeAsync('room/target');

  const { nextLine, moveSlider } = await openPage(webUrl);
  expect(await nextLine()).toBe('connected');
  const reading = JSON.stringify({ celsius: 21.46, time: '2026-01-12T17:04:30Z' });
  await thermostat.publishAsync('room/temperature', reading, { retain: true });
  expect(await nextLine()).toBe('21.5 °C');

  const received = new Promise((resolve) => {
    thermostat.once('message', (topic, payload) => resolve([topic, payload.toString()]));
  });
  moveSlider(19.5);
  expect(await received).toEqual(['room/target', '{"celsius":19.5,"mode":"comfort"}']);
});
