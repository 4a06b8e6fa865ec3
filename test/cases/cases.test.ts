/** Documents that were read wrongly once: what they give compiles, and is what it should be. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { check } from 'prettier';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { generatePaths } from '../support/generated-files.js';
import { root } from '../support/project.js';
import { errorsOf, strictest } from '../support/type-check.js';

const folder = join(root, 'test/cases');
const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !name.startsWith('refused/'))
  .sort()
  .map((name) => join(folder, name));

let files: ReadonlyMap<string, string>;
let diagnostics: readonly Diagnostic[];
beforeAll(async () => {
  ({ files, diagnostics } = await generatePaths(specs));
}, 60_000);

function textOf(path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`${path} is not among ${[...files.keys()].join(' ')}`);
  return text;
}

/** The names of a class's methods. */
function methodsOf(path: string): readonly string[] {
  return [...textOf(path).matchAll(/^ {2}(?:static async )?(\w+)\(/gm)].map(
    ([, name = '']) => name,
  );
}

describe('all of them', () => {
  it('are looked at by a check that sees mistakes', () => {
    expect(errorsOf(new Map([['a.ts', 'export const a: string = 1;']]), strictest)).toHaveLength(1);
  }, 30_000);

  it('compile, as strict as can be', () => {
    expect(errorsOf(files, strictest)).toEqual([]);
  }, 60_000);

  it('are laid out as Prettier does it', async () => {
    const bad: string[] = [];
    for (const [path, text] of files) {
      if (path.startsWith('runtime/')) continue;
      if (!(await check(text, { filepath: path }))) bad.push(path);
    }
    expect(bad).toEqual([]);
  }, 60_000);
});

it('base-class-names: the class extends the one of the run time', () => {
  expect(textOf('api/client.ts')).toContain('export class ApiClient extends BaseApiClient {');
  expect(textOf('api/mock-server.ts')).toContain('class ApiMockServer extends BaseApiMockServer {');
});

it('no-operations: nothing is declared for nobody', () => {
  expect(textOf('nothing/client.ts')).not.toContain('const { operations }');
  expect(textOf('nothing/mock-server.ts')).not.toContain('const samples');
  expect(textOf('nothing/validators.ts')).toMatch(/\n\nexport \{\};\n$/);
  expect(textOf('nothing/types.ts')).toMatch(/\n\nexport \{\};\n$/);
});

it('reserved-operation-ids: no method hides one of the base class', () => {
  expect(methodsOf('reserved-ids/client.ts')).toEqual([
    'connect',
    'closeOperation',
    'closeOperationReplies',
    'sendThen',
    'onState',
    'stateStream',
    'sendSetLevel2',
    'sendSetLevel',
    'sendOperation',
    'onProto',
    'protoStream',
  ]);
  const found = diagnostics.filter(
    ({ code, place }) => code === 'METHOD_NAME_CLASH' && place?.file.includes('reserved-ids'),
  );
  expect(found.map(({ place }) => place?.line)).toEqual([9, 17]);
});

it('variables-like-options: each variable has an option of its own', () => {
  const options = /interface VariablesVariables \{([\s\S]*?)\n\}/.exec(
    textOf('variables/client.ts'),
  );
  expect(options?.[1]?.replaceAll(/\/\*\*[\s\S]*?\*\//g, '').match(/\w+\??: .*/g)).toEqual([
    'urlVariable: string;',
    'houseId2: "a" | "b";',
    'houseId?: string;',
    'serverVariable: string;',
  ]);
});

it('names-in-use: the document may use them, too', () => {
  const client = textOf('names-in-use/client.ts');
  expect(client).toContain('Handler as HandlerPayload2,');
  expect(client).toContain('Promise as PromisePayload,');
  expect(client).toContain('ApiClient as ApiClientPayload,');
  expect(client).toContain('NamesInUseClient1,');
});

it('enum-twins: each enum has its array', () => {
  expect(textOf('enum-twins/types.ts').match(/(?<=export const )\w+/g)).toEqual([
    'evInfoValues',
    'evInfoValues2',
  ]);
});

it('deep-values: they are in the schema and in the sample', () => {
  expect(textOf('deep-values/validators.ts').match(/\ba:/g)).toHaveLength(60);
  expect(textOf('deep-values/mock-server.ts').match(/\ba:/g)).toHaveLength(60);
});

it('odd-keys: they are data', () => {
  const text = textOf('odd-keys/types.ts');
  expect(text).toContain('  constructor?: number;');
  expect(text).toContain(`'"]: x, ["'?: ItSX;`);
  expect(text).toContain('"a b": unknown;');
});

it('same-message-key: messages are told apart by their channels', () => {
  expect(textOf('same-message-key/types.ts').match(/export type .*/g)).toEqual([
    'export type DoorsEvent = number;',
    'export type Bell = string;',
    'export type LampsEvent = boolean;',
  ]);
  const client = textOf('same-message-key/client.ts');
  expect(client).toContain('handler: Handler<DoorsEvent | Bell> | DoorsHandlers');
  expect(client).toContain('event: { payload: assertDoorsEvent },');
  expect(client).toContain('bell: { payload: assertBell },');
  expect(client).toContain('handler: Handler<Bell>');
});

it('no-mqtt: types and validators only, and a finding', () => {
  expect([...files.keys()].filter((path) => path.startsWith('no-mqtt/'))).toEqual([
    'no-mqtt/index.ts',
    'no-mqtt/types.ts',
    'no-mqtt/validators.ts',
  ]);
  expect(diagnostics.map(({ code }) => code)).toContain('NO_MQTT_SERVER');
  expect(textOf('orders/validators.ts')).toContain('export function assertOrderHeaders(');
  expect(files.has('orders/client.ts')).toBe(false);
});

it('servers: only those that speak MQTT, and what is on them', () => {
  const client = textOf('servers/client.ts');
  expect(client).not.toContain('queue');
  expect(client).toContain('mqtt: { clientId: "desk", keepalive: 20 }');
  expect(methodsOf('servers/client.ts')).toEqual(['connect', 'onA', 'aStream', 'onB', 'bStream']);
  expect(diagnostics.map(({ code }) => code)).toContain('CHANNEL_WITHOUT_MQTT');
});

it('mixed-messages: each has its own payload, encoding and headers', () => {
  const client = textOf('mixed-messages/client.ts').replaceAll(/\s+/g, ' ');
  expect(client).toContain('WithHeaders | WithoutHeaders | string | undefined');
  expect(client).toContain('withHeaders?( payload: WithHeaders');
  expect(client).toContain('MessageContext<object, WithHeadersHeaders>');
  expect(client).toContain('noted: { payload: acceptText, encoding: "text" }');
});

it('multi-format: a schema is named by its component, and one that is not read is none', () => {
  const types = textOf('multi-format/types.ts');
  expect(types.match(/^export .*/gm)).toEqual([
    'export interface Wrapped {',
    'export interface Pet {',
  ]);
  expect(types).toContain('@discriminator kind');
  const unread = diagnostics.filter(({ message }) => message.includes('"avro"'));
  expect(unread.map(({ message }) => message.slice(0, 33))).toEqual([
    'The payload of the message "avro"',
    'The headers of the message "avro"',
  ]);
});

it('same-topic: no reply where requests go, no handler called like what every object has', () => {
  const client = textOf('same-topic/client.ts');
  expect(client).not.toContain('replyAddress');
  expect(client).toContain('constructor2?(');
  expect(client).toContain('toString2?(');
});

it('recursive-lists: labels only where TypeScript needs them', () => {
  const types = textOf('recursive-lists/types.ts').replaceAll(/\s+/g, ' ');
  expect(types).toContain('...Rest[]');
  expect(types).toContain('item1?: Nested[]');
});

describe('content-types', () => {
  const line = (start: string): string | undefined =>
    textOf('content-types/client.ts')
      .replaceAll(/\n\s+(?=handler|payload|options|\))/g, ' ')
      .split('\n')
      .find((each) => each.trimStart().startsWith(start));

  it('text is a string, or what the document calls it', () => {
    expect(line('sendNote(')).toContain('payload: string');
    expect(line('onMode(')).toContain('Handler<Mode>');
    expect(line('flag(')).toContain('payload: Uint8ArrayPayload');
    expect(line('flag(')).toContain('Promise<Text>');
  });

  it('text that has to be a number is JSON', () => {
    expect(line('sendCount(')).toContain('payload: Count');
    expect(textOf('content-types/client.ts')).toContain('{ count: { payload: assertCount } }');
  });

  it('all else is bytes', () => {
    expect(line('onPhoto(')).toContain('Handler<Uint8Array>');
    expect(line('onReading(')).toContain('Handler<Reading | Uint8Array> | ReadingHandlers');
    expect(textOf('content-types/mock-server.ts')).toContain('record: Uint8Array.from([0, 1, 2');
    expect(found('CONTENT_TYPES_MIXED')).toEqual([52]);
  });

  it('of a schema that is not read, nothing is known', () => {
    expect(line('record(')).toContain('payload: unknown');
    expect(found('SCHEMA_FORMAT_UNREADABLE')).toEqual([28]);
  });

  function found(code: string): readonly (number | undefined)[] {
    return diagnostics
      .filter((each) => each.code === code && each.place?.file.includes('content-types'))
      .map(({ place }) => place?.line);
  }
});

it('trait-headers: those of the message stay beside those of its trait', () => {
  const [, members] = /interface ParcelHeaders (\{[^]*?\n\})/.exec(textOf('parcel/types.ts')) ?? [];
  expect(members).toBe('{\n  /** @minimum 0 */\n  weight: number;\n  trace?: string;\n}');
});

it('decimals: the mock server has a sample, though 3 * 0.1 is not 0.3 in binary', () => {
  expect(textOf('decimals/mock-server.ts')).toContain('euroPerKwh: 0.3,');
  expect(diagnostics.map(({ code, place }) => `${code} ${place?.file}`)).not.toContainEqual(
    expect.stringMatching(/NO_SAMPLE .*decimals/),
  );
});

it('reserved-words: a namespace is never a reserved word', () => {
  const namespaces = [...textOf('index.ts').matchAll(/^export \* as (\w+) from/gm)].map(
    ([, name]) => name,
  );
  expect(namespaces).toEqual(expect.arrayContaining(['awaitApi', 'staticApi', 'deleteApi']));
});

it('conditional-properties: a value tells them apart where it can, else they are optional', () => {
  const user = `
import type { Tariff, Token } from './conditional-properties/types.js';
export const card: Token = { kind: 'card', uid: '04A2' };
export const tariff: Tariff = { price: 0.4, currency: 'EUR' };
export const uidOf = (token: Token): string => (token.kind === 'card' ? token.uid : '');
`;
  const wrong = `
import type { Token } from './conditional-properties/types.js';
export const card: Token = { kind: 'card', app: 'x' };
`;
  const withFile = (text: string): ReadonlyMap<string, string> =>
    new Map([...files, ['user.ts', text]]);
  expect(errorsOf(withFile(user), strictest)).toEqual([]);
  expect(errorsOf(withFile(wrong), strictest)).toHaveLength(1);
}, 60_000);

describe('correlation-ids', () => {
  it('are made within the limits of request and reply', () => {
    const client = textOf('seats/client.ts');
    expect(client).toContain('correlationId: { kind: "integer", minimum: 10, maximum: 99 }');
    expect(client).toContain('correlationId: { part: "payload", path: ["re", "no"] }');
    expect(textOf('unions/client.ts')).toContain('correlationId: { kind: "uuid" }');
  });

  it('are optional in what is passed, and no others', () => {
    expect(textOf('seats/client.ts')).toContain('payload: WithOptionalId<Seat, ["no"]>,');
    expect(textOf('seats/mock-server.ts')).toContain(
      'handler: RequestHandler<Seat, WithOptionalId<Given, ["re", "no"]>>',
    );
    expect(textOf('unions/client.ts')).toContain('handler: RequestHandler<OpenO, AnswersO>');
  });

  it('leave other mistakes mistakes, in each variant of a union', () => {
    const calls = ['{ x: 1 }', '{ id: "a", x: 1 }', '{ y: null }', '{ in: { y: 1 } }'];
    const wrong = ['{}', '{ id: 1, x: 1 }', '{ z: 1 }', '{ in: {} }'];
    const user = (payloads: readonly string[]): string => `
import type { SeatsClient } from './seats/client.js';
import type { UnionsClient } from './unions/client.js';
export const call = (client: UnionsClient): readonly Promise<number>[] => [
${payloads.map((payload) => `  client.both(${payload}),`).join('\n')}
];
export const no = async (seats: SeatsClient): Promise<number> => (await seats.reserve({})).re.no;
`;
    const faults = (payloads: readonly string[]): readonly string[] =>
      errorsOf(new Map([...files, ['user.ts', user(payloads)]]), strictest);
    expect(faults(calls)).toEqual([]);
    expect(faults(wrong)).toHaveLength(wrong.length);
  }, 60_000);
});

describe('discriminators', () => {
  const user = (text: string): ReadonlyMap<string, string> =>
    new Map([...files, ['user.ts', text]]);

  it('types narrow by the name of the schema, or by what the variant declares', () => {
    const right = `
import type { Vehicle } from './vehicles/types.js';
import type { Shape } from './shapes/types.js';
export const doors = (v: Vehicle): number => (v.sort === 'Car' ? (v.doors ?? 0) : (v.gears ?? 0));
export const side = (s: Shape): number => (s?.kind === 'square' ? (s.side ?? 0) : (s?.radius ?? 0));
export const square: Shape = { kind: 'square', side: 1 };
`;
    const wrong = `
import type { Shape } from './shapes/types.js';
export const shape: Shape = { kind: 'Square', side: 1 };
`;
    expect(errorsOf(user(right), strictest)).toEqual([]);
    expect(errorsOf(user(wrong), strictest)).toHaveLength(1);
  }, 60_000);

  it('the mock server has a sample', () => {
    expect(textOf('vehicles/mock-server.ts')).toMatch(/sort: "(?:Car|Bike)"/);
  });
});

it('foreign-formats: nothing but a warning for each message', () => {
  const found = diagnostics.filter(({ place }) => place?.file.includes('foreign-'));
  expect(found.map(({ code }) => code)).toEqual(Array(4).fill('SCHEMA_FORMAT_UNREADABLE'));
  expect(textOf('foreign-two/client.ts')).toContain('Handler<unknown>');
});
