/** Messages whose topic has a value that the document does not allow for a channel parameter. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import {
  ApiClient,
  acceptAnything,
  acceptText,
  openSession,
  startMockServer,
  type ApiDescriptor,
  type ConnectOptions,
  type ObservedMessage,
  type RejectedMessage,
  type Role,
  type ValidationError,
} from '../../templates/runtime/index.js';
import { startTestBroker, type TestBroker } from '../../src/testing.js';
import { Collector } from './harness.js';

const text = { text: { encoding: 'text', payload: acceptText } } as const;

/** Three operations on `doors/+/+` that only the values of `kind` tell apart, and a request. */
const api = {
  name: 'doors',
  servers: {},
  operations: {
    inner: {
      ...{ kind: 'subscribe', id: 'receive_inner', address: 'doors/{floor}/{kind}' },
      ...{ parameters: { floor: {}, kind: { values: ['hall', 'attic'] } }, messages: text },
    },
    outer: {
      ...{ kind: 'subscribe', id: 'receive_outer', address: 'doors/{floor}/{kind}' },
      ...{ parameters: { floor: {}, kind: { values: ['garden'] } }, messages: text },
    },
    order: {
      ...{ kind: 'publish', id: 'send_order', address: 'doors/{floor}/{kind}' },
      ...{ parameters: { floor: {}, kind: { values: ['order'] } }, messages: text },
    },
    knock: {
      ...{ kind: 'respond', id: 'receive_request_knock', address: 'knock/{side}-side' },
      ...{
        parameters: { side: { values: ['in', 'out'] } },
        messages: { knock: { payload: acceptAnything } },
      },
      ...{ envelope: 'body', payload: false, replies: text },
    },
  },
} as const satisfies ApiDescriptor;

class Doors extends ApiClient {
  static async open(role: Role, options: ConnectOptions): Promise<Doors> {
    return new Doors(await openSession({ api, role, variables: {} }, options));
  }
  on(name: 'inner' | 'outer', handler: (text: string) => void, parameters = {}): Promise<unknown> {
    return this.subscribe(api.operations[name], handler, { parameters });
  }
  innerStream(): AsyncIterable<string> {
    return this.stream(api.operations.inner);
  }
  onKnock(reply: string): Promise<unknown> {
    return this.respond<unknown, string>(api.operations.knock, () => reply);
  }
}

let broker: TestBroker;
let raw: MqttClient;
const invalid = new Collector<[ValidationError, RejectedMessage]>();
const got = new Collector<string>();
beforeEach(async () => {
  broker = await startTestBroker();
  raw = await connectAsync(broker.url);
  invalid.items.length = 0;
  got.items.length = 0;
});
afterEach(async () => {
  await raw.endAsync();
  await broker.close();
});

const connect = (): Promise<Doors> =>
  Doors.open('client', {
    url: broker.url,
    onInvalidMessage: (...report) => invalid.add(report),
  });

/** Publishes the topic as text on each topic, one after another. */
async function publish(...topics: readonly string[]): Promise<void> {
  for (const topic of topics) await raw.publishAsync(topic, topic, { qos: 1 });
}

const reported = (): readonly string[] => invalid.items.map(([, { topic }]) => topic);

it('reaches onInvalidMessage with the parameter, its value and the allowed ones', async () => {
  await using client = await connect();
  await client.on('inner', got.add);
  await publish('doors/1/cellar', 'doors/1/hall');
  expect(await got.reach(1)).toEqual(['doors/1/hall']);
  const [[error, message] = []] = await invalid.reach(1);
  expect(error?.message).toBe(
    'The topic of receive_inner (received on doors/1/cellar) is not valid: /kind must be one of hall, attic, but is "cellar"',
  );
  expect(error?.issues).toMatchObject([{ path: '/kind', keyword: 'enum', received: 'cellar' }]);
  expect(Buffer.from(message?.body ?? []).toString()).toBe('doors/1/cellar');
});

it('is not invalid if the topic belongs to another operation, whoever sends there', async () => {
  await using client = await connect();
  await client.on('inner', got.add);
  await publish('doors/1/garden', 'doors/1/order', 'doors/1/x', 'doors/1/attic');
  expect(await got.reach(1)).toEqual(['doors/1/attic']);
  expect(reported()).toEqual(['doors/1/x']);
  await client.on('outer', got.add);
  await publish('doors/2/garden', 'doors/2/hall');
  expect(await got.reach(3)).toEqual(['doors/1/attic', 'doors/2/garden', 'doors/2/hall']);
  expect(reported()).toEqual(['doors/1/x']);
});

it('is nothing to a subscription for other values, and to an operation with another topic', async () => {
  await using client = await connect();
  await client.on('inner', got.add, { floor: '1' });
  await client.onKnock('come in');
  await client.on('outer', () => undefined, { floor: '9' });
  await publish('doors/2/x', 'knock/front-door', 'doors/1/y', 'doors/1/hall');
  await got.reach(1);
  expect(reported()).toEqual(['doors/1/y']);
});

it('a stream goes on, and a request gets no answer', async () => {
  await using client = await connect();
  const answers = new Collector<string>();
  raw.on('message', (topic) => answers.add(topic));
  await raw.subscribeAsync('knocked');
  await client.onKnock('come in');
  const reading = (async () => {
    for await (const each of client.innerStream()) return each;
    return '';
  })();
  while (reported().length === 0) await publish('doors/1/x');
  await publish('doors/1/hall');
  const request = JSON.stringify({ headers: { replyTo: 'knocked' } });
  for (const side of ['up', 'in'])
    await raw.publishAsync(`knock/${side}-side`, request, { qos: 1 });
  expect(await reading).toBe('doors/1/hall');
  await answers.reach(1);
  expect(reported().at(-1)).toBe('knock/up-side');
  expect(answers.items).toHaveLength(1);
});

it('is in the history and the log of a mock server', async () => {
  const log = new Collector<ObservedMessage>();
  const mock = await startMockServer(
    { api, variables: {}, samples: {} },
    { url: broker.url, log: log.add },
  );
  await publish('doors/1/x', 'doors/1/hall', 'doors/1/order');
  await log.reach(2);
  expect(mock.history).toMatchObject([
    { operation: 'order', topic: 'doors/1/x', error: { code: 'VALIDATION' } },
    { operation: 'order', topic: 'doors/1/order', payload: 'doors/1/order' },
  ]);
  await mock.close();
});
