/** Documents that once gave wrong bindings: a program that uses them compiles, and does what it should. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmbeddedBroker, type TestBroker } from '../support/broker.js';
import { generatePaths } from '../support/generated-files.js';
import { root } from '../support/project.js';
import { errorsOf, strictest } from '../support/type-check.js';

const specs = [
  'conditional-properties/shipments',
  'decimals/exchange',
  'decimals/scales',
  'everyday-names/lift',
  'everyday-names/valve',
  'same-names/harbour',
  'same-names/orchestra',
  'shared-levels/buoys',
  'shared-levels/looms',
  'variables-like-options/barn',
].map((name) => join(root, 'test/cases', `${name}.yaml`));

/** A document whose bindings for the counterpart are in `counterpart/`, with those of two drivers of EVerest. */
const twoSided = join(root, 'test/cases/sides/relay.yaml');
const drivers = ['evse_board_support', 'power_supply_DC'].map((name) =>
  join(root, `specs/everest/${name}_API.yaml`),
);

/** Programs by name. Each has the broker's URL in `options`, and prints lines of JSON. */
const programs = {
  'decimals-are-exact': `
import { ScalesClient, isWeighed, type Weighed } from './scales/index.js';
const client = await ScalesClient.connect(options);
const got: Weighed[] = [];
await client.onWeighed((weighed) => void got.push(weighed));
for (const kilograms of [0.007, 4.35, 19.999, 1.0005]) {
  console.log(JSON.stringify(await codeOf(client.sendWeighed({ kilograms, price: 0.15 }))));
}
while (got.length < 3) await sleep(10);
console.log(JSON.stringify(got.map(({ kilograms }) => kilograms)));
console.log(JSON.stringify([isWeighed({ kilograms: 1, price: 0.35 }), isWeighed({ kilograms: 1, price: 0.36 })]));
await client.close();
`,
  'decimals-in-items': `
import { ExchangeClient, ExchangeMockServer } from './exchange/index.js';
const mock = await ExchangeMockServer.start(options);
const client = await ExchangeClient.connect(options);
const got: (readonly number[])[] = [];
await client.onRates((rates) => void got.push(rates));
await mock.sendRates([0.0003, 0.0004]);
console.log(JSON.stringify(await codeOf(mock.sendRates([0.00035]))));
while (got.length === 0) await sleep(10);
console.log(JSON.stringify(got[0]));
await client.close();
await mock.close();
`,
  'levels-filter': `
import { LoomsClient } from './looms/index.js';
const client = await LoomsClient.connect(options);
const [north, seventh, all]: [number[], number[], number[]] = [[], [], []];
await client.onJam({ hall: 'north' }, (jam) => void north.push(jam));
await client.onJam({ loom: '7' }, (jam, { parameters }) => void seventh.push(parameters.hall === 'south' ? jam : -jam));
await client.onJam({}, (jam) => void all.push(jam));
await client.sendJam({ hall: 'north', loom: '7' }, 1);
await client.sendJam({ hall: 'south', loom: '7' }, 2);
await client.sendJam({ hall: 'south', loom: '8' }, 3);
while (all.length < 3) await sleep(10);
console.log(JSON.stringify([north, seventh, all]));
await client.close();
`,
  'levels-filter-with-text': `
import { BuoysClient } from './buoys/index.js';
const client = await BuoysClient.connect(options);
const got: unknown[] = [];
await client.onWave({ area: 'gulf' }, (wave, { parameters }) => void got.push([wave, parameters]));
await client.sendWave({ sea: 'north', area: 'bay', number: '1' }, 1);
await client.sendWave({ sea: 'north', area: 'gulf', number: '2' }, 2);
await client.sendWave({ sea: 'south', area: 'gulf', number: '3' }, 3);
while (got.length < 2) await sleep(10);
console.log(JSON.stringify(got));
await client.close();
`,
  conditions: `
import { isShipment, type Shipment } from './shipments/index.js';
const shipments: readonly Shipment[] = [
  { weight: 2, letterbox: true, street: 'Low St' },
  { weight: 80, forklift: 'yellow', locker: 3, insurance: 'all', worth: 9 },
  { weight: 80, street: 'Low St' },
  { weight: 2, locker: 3, insurance: 'all' },
];
console.log(JSON.stringify(shipments.map(isShipment)));
`,
  'everyday-names': `
import { LiftClient } from './lift/index.js';
import { ValveClient } from './valve/index.js';
const names = (type: { readonly prototype: object }): readonly string[] =>
  Object.getOwnPropertyNames(type.prototype).filter((name) => name !== 'constructor');
console.log(JSON.stringify([names(LiftClient), names(ValveClient)]));
`,
  'same-names': `
import type { FerryBerth, MessagesBerth, PilotBerth, SchemasBerth } from './harbour/index.js';
import type { HarpTone, OboeTone, SchemasTone } from './orchestra/index.js';
export const berths: [FerryBerth, PilotBerth, SchemasBerth, MessagesBerth] = [{ a: 1 }, { b: 1 }, { c: 1 }, { d: 1 }];
export const tones: [HarpTone, OboeTone, SchemasTone] = [{ a: 1 }, { b: 1 }, { c: 1 }];
console.log('1');
`,
  sides: `
import { RelayClient, RelayMockServer } from './relay/index.js';
import { RelayClient as HouseClient, RelayMockServer as RelayMock } from './counterpart/relay/index.js';
const namesOf = (type: { readonly prototype: object }): string =>
  Object.getOwnPropertyNames(type.prototype).filter((name) => name !== 'constructor').join(' ');
console.log(JSON.stringify([RelayClient, RelayMockServer, HouseClient, RelayMock].map(namesOf)));

const house = await HouseClient.connect(options);
await house.handleLookup((name) => name.length);
const [currents, alarms]: [number[], unknown[]] = [[], []];
await house.onCurrent((current) => void currents.push(current));

const relay = await RelayClient.connect(options);
await relay.handleSwitch((on) => !on);
await relay.onAlarm({}, (alarm, { parameters }) => void alarms.push([alarm, parameters.wildcard1]));
await relay.sendCurrent(4.5);
await house.sendAlarm({ wildcard1: 'door' }, 'open');
while (currents.length === 0 || alarms.length === 0) await sleep(10);
console.log(JSON.stringify([await house.switch(true), await relay.lookup('lamp'), currents, alarms]));
await relay.close();

const mock = await RelayMock.start(options);
console.log(JSON.stringify([typeof (await house.switch(true)), await mock.lookup('ab')]));
mock.handleSwitch((on) => on).onAlarm((alarm) => void alarms.push(alarm));
await mock.sendCurrent(5);
await house.sendAlarm({ wildcard1: 'gate' }, 'shut');
while (currents.length < 2 || alarms.length < 2) await sleep(10);
console.log(JSON.stringify([await house.switch(true), currents[1], alarms[1]]));
await mock.close();
await house.close();
`,
  variables: `
import { BarnClient } from './barn/index.js';
import { connectAsync } from 'mqtt';
const raw = await connectAsync(options.url);
const topics: string[] = [];
raw.on('message', (topic) => void topics.push(topic));
await raw.subscribeAsync('#');
const client = await BarnClient.connect({
  ...options,
  onError: () => undefined,
  mqtt: { keepalive: 20 },
  maxPendingVariable: 'm',
  onErrorVariable: 'e',
  mqttVariable: 'q',
  clientVariable: 'c',
});
await client.sendFeed(1);
while (topics.length === 0) await sleep(10);
console.log(JSON.stringify(topics));
await client.close();
await raw.endAsync();
`,
} as const;

const head = `
import { setTimeout as sleep } from 'node:timers/promises';
const options = { url: process.argv[2] ?? '' };
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(() => 'sent', (error: unknown) => (error instanceof Error ? error.name : ''));
void [options, codeOf, sleep];
`;

let all: ReadonlyMap<string, string>;
let folder = '';
let broker: TestBroker;
beforeAll(async () => {
  const { files } = await generatePaths([...specs, twoSided]);
  const counterpart = await generatePaths([twoSided, ...drivers], { side: 'counterpart' });
  const ofCounterpart = [...counterpart.files].map(
    ([path, text]) => [`counterpart/${path}`, text] as const,
  );
  const texts = Object.entries(programs).map(
    ([name, text]) => [`${name}.ts`, head + text] as const,
  );
  all = new Map([...files, ...ofCounterpart, ...texts]);
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-test-')));
  for (const [path, text] of all) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  broker = await startEmbeddedBroker();
}, 60_000);
afterAll(async () => {
  await broker.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a program, and returns what it prints. */
async function run(name: keyof typeof programs): Promise<readonly unknown[]> {
  const hooks = join(root, 'test/support/run-typescript.js');
  const file = join(folder, `${name}.ts`);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', hooks, file, broker.url],
    { timeout: 30_000 },
  );
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

it('the programs compile, as strict as can be', () => {
  expect(errorsOf(all, { ...strictest, types: ['node'] })).toEqual([]);
}, 60_000);

describe('decimals', () => {
  it('are exact for sender and receiver', async () => {
    const printed = await run('decimals-are-exact');
    expect(printed).toEqual([
      ...['sent', 'sent', 'sent', 'ValidationError'],
      [0.007, 4.35, 19.999],
      [true, false],
    ]);
  });

  it('are exact in items, for the mock server, too', async () => {
    expect(await run('decimals-in-items')).toEqual(['ValidationError', [0.0003, 0.0004]]);
  });
});

describe('shared-levels', () => {
  it('a subscription gets the values that it names, and no others', async () => {
    const printed = await run('levels-filter');
    expect(printed).toEqual([[[1], [-1, 2], [1, 2, 3]]]);
  });

  it('the same with text around the parameters, in AsyncAPI 2', async () => {
    const printed = await run('levels-filter-with-text');
    expect(printed).toEqual([
      [
        [2, { sea: 'north', area: 'gulf', number: '2' }],
        [3, { sea: 'south', area: 'gulf', number: '3' }],
      ],
    ]);
  });
});

it('conditional-properties: they may be given, wherever the condition stands', async () => {
  const printed = await run('conditions');
  expect(printed).toEqual([[true, true, false, false]]);
});

it('everyday-names: state, reset and close are called so', async () => {
  const printed = await run('everyday-names');
  expect(printed).toEqual([
    [
      ['onState', 'stateStream', 'sendReset', 'onClose', 'closeStream', 'sendClose'],
      ['onState', 'stateStream', 'sendReset', 'onClose', 'closeStream'],
    ],
  ]);
});

it('same-names: each has the nearest key that no other has, whatever the order', async () => {
  await run('same-names');
});

describe('sides', () => {
  it('the counterpart has the methods of the other side, and both exchange messages', async () => {
    const application = 'handleSwitch lookup lookupReplies sendCurrent onAlarm alarmStream';
    const peer = 'switch switchReplies handleLookup onCurrent currentStream sendAlarm';
    expect(await run('sides')).toEqual([
      [
        application,
        'switch handleLookup onCurrent sendAlarm',
        peer,
        'handleSwitch lookup sendCurrent onAlarm',
      ],
      [false, 4, [4.5], [['open', 'door']]],
      ['boolean', 2],
      [true, 5, 'shut'],
    ]);
  });

  it('the last will of the document is that of the application, and so are its descriptions', () => {
    expect(all.get('relay/client.ts')).toContain('topic: "relay/gone"');
    expect(all.get('relay/client.ts')).toMatch(/\/\*\*\n {3}\* Reports the current\.\n/);
    const other = all.get('counterpart/relay/client.ts');
    expect(other).not.toContain('relay/gone');
    expect(other).toMatch(/From the application's side:\n {3}\*\n {3}\* Reports the current\.\n/);
    expect(other).toContain('MQTT client for the counterpart of Relay driver');
  });
});

it('variables-like-options: all of them are given beside the options', async () => {
  const printed = await run('variables');
  expect(printed).toEqual([['m/e/q/c/a/feed']]);
});
