import { describe, expect, test } from '@jest/globals';
import {
  ClosedError,
  SubscribeError,
  ValidationError,
  startMockServer,
  TimeoutError,
  type Behaviour,
  type BehaviourFactory,
  type BehaviourHost,
  type ObservedMessage,
} from '../../templates/runtime/index.js';
import {
  assertSetLevelRequest,
  LampMockServer,
  lampApi,
  type Lamp,
  type SetLevelRequest,
} from '../apis/generated/lamp/index.js';
import { Collector, prefix, useHarness } from './harness.js';

const harness = useHarness();
const lamp: Lamp = { lamp_id: 'a', level: 1 };
const request: SetLevelRequest = { connector_id: 1, level: 5 };

test('has subscribed to all that the client sends, when start resolves', async () => {
  const filters = new Collector<string>();
  harness.broker.aedes.on('subscribe', (all) => all.forEach(({ topic }) => filters.add(topic)));
  await harness.mock();
  expect([...filters.items].sort()).toEqual(
    [
      'communication_check',
      'lamp/get',
      'lamp_status',
      'ping',
      'rooms/+/query',
      'set_level',
      'switch_off',
    ].map((address) => `${prefix}/m2e/${address}`),
  );
});

test('formatReply decides the text of valid replies, and the history has their payloads', async () => {
  const texts: string[] = [];
  const mock = await harness.mock({
    formatReply: (text, operation) => {
      texts.push(`${operation} ${text}`);
      return `\n${text} `;
    },
  });
  const raw = await harness.raw();
  const bodies = new Collector<string>();
  raw.on('message', (_topic, body) => bodies.add(body.toString()));
  await raw.subscribeAsync('r');
  const body = JSON.stringify({ headers: { replyTo: 'r' }, payload: request });
  await raw.publishAsync(`${prefix}/m2e/set_level`, body, { qos: 1 });
  expect(await bodies.reach(1)).toEqual(['\ntrue ']);
  expect(texts).toEqual(['setLevel true']);
  expect(mock.history.at(-1)).toMatchObject({ kind: 'reply', payload: true });
});

test('start rejects where the broker refuses a subscription, and leaves nothing behind', async () => {
  harness.broker.aedes.authorizeSubscribe = (_client, _subscription, done) => done(null, null);
  await expect(harness.mock()).rejects.toBeInstanceOf(SubscribeError);
  const raw = await harness.raw();
  expect(raw.connected).toBe(true);
});

describe('a request', () => {
  test('is answered with the sample, by the handler once there is one, and again after reset', async () => {
    const mock = await harness.mock();
    const client = await harness.client();
    await expect(client.setLevel(request)).resolves.toBe(true);
    const seen = new Collector<SetLevelRequest>();
    mock.handleSetLevel((payload) => {
      seen.add(payload);
      return false;
    });
    await expect(client.setLevel(request)).resolves.toBe(false);
    expect(seen.items).toEqual([request]);
    mock.reset();
    expect(mock.history).toEqual([]);
    await expect(client.setLevel(request)).resolves.toBe(true);
  });

  test('that is not valid gets no reply, and the log says why', async () => {
    const log = new Collector<ObservedMessage>();
    await harness.mock({ log: log.add });
    const raw = await harness.raw();
    const body = '{"headers":{"replyTo":"r"},"payload":{"connector_id":1}}';
    await raw.publishAsync(`${prefix}/m2e/set_level`, body, { qos: 1 });
    const [entry] = await log.reach(1);
    expect(entry).toMatchObject({
      direction: 'received',
      kind: 'request',
      operation: 'setLevel',
      topic: `${prefix}/m2e/set_level`,
      payload: undefined,
    });
    expect(entry?.error).toBeInstanceOf(ValidationError);
    expect(String(entry?.error)).toContain('/payload/level is required');
    expect(harness.errors).toEqual([]);
  });

  test('without a log, is reported', async () => {
    const mock = await harness.mock();
    const raw = await harness.raw();
    await raw.publishAsync(`${prefix}/m2e/set_level`, '{', { qos: 1 });
    await mock.sendReboot();
    expect(harness.errors).toEqual([expect.any(ValidationError)]);
  });

  test('without handler and sample gets no reply, and the log says so', async () => {
    const log = new Collector<ObservedMessage>();
    const { url } = harness.broker;
    const plan = { api: lampApi, samples: {}, variables: { module_id: 'm1' } };
    const mock = await startMockServer(plan, {
      url,
      log: log.add,
      heartbeatMs: 0,
      onError: () => undefined,
    });
    const client = await harness.client();
    const controller = new AbortController();
    const reply = client.setLevel(request, { signal: controller.signal });
    const [, entry] = await log.reach(2);
    expect(String(entry?.error)).toContain('setLevel has neither a handler nor a sample');
    controller.abort();
    await expect(reply).rejects.toBe(controller.signal.reason);
    await expect(client.switchOff()).resolves.toBeUndefined();
    await mock.close();
  });
});

test('tells all handlers of what the client publishes', async () => {
  const mock = await harness.mock();
  const seen = new Collector<Lamp>();
  const pings = new Collector<undefined>();
  mock.onLampStatus(seen.add).onLampStatus(seen.add).onPing(pings.add);
  const client = await harness.client();
  await client.sendLampStatus(lamp);
  await client.sendPing();
  expect(await seen.reach(2)).toEqual([lamp, lamp]);
  expect(await pings.reach(1)).toEqual([undefined]);
});

test('checks what it sends', async () => {
  const mock = await harness.mock();
  await expect(mock.sendLamp({ lamp_id: 'a', level: NaN })).rejects.toBeInstanceOf(ValidationError);
});

test('remembers what came and went, in order, up to its limit', async () => {
  const mock = await harness.mock({ historyLimit: 3 });
  const client = await harness.client();
  await client.handleValidateToken(() => ({ accepted: true }));
  await client.setLevel(request);
  await mock.validateToken({ id_token: 't' });
  await mock.sendLamp(lamp);
  const told = mock.history.map(({ direction, kind, operation }) => [direction, kind, operation]);
  expect(told).toEqual([
    ['sent', 'request', 'validateToken'],
    ['received', 'reply', 'validateToken'],
    ['sent', 'message', 'lamp'],
  ]);
  expect(mock.history.at(-1)).toEqual({
    direction: 'sent',
    kind: 'message',
    operation: 'lamp',
    topic: `${prefix}/e2m/lamp`,
    payload: lamp,
  });
});

test('does not forget within its limit, nor keep beyond', async () => {
  const mock = await harness.mock({ historyLimit: 2 });
  for (const level of [1, 2, 3, 4, 5, 6]) {
    await mock.sendLamp({ ...lamp, level });
    expect(mock.history.length).toBe(Math.min(level, 2));
  }
  expect(mock.history.map(({ payload }) => payload)).toEqual([
    { ...lamp, level: 5 },
    { ...lamp, level: 6 },
  ]);
});

test('closes once, with all that waits', async () => {
  const mock = await harness.mock();
  const question = expect(mock.validateToken({ id_token: 't' })).rejects.toBeInstanceOf(
    ClosedError,
  );
  await mock.close();
  await mock.close();
  await question;
  expect(mock.state).toBe('closed');
  await expect(mock.sendLamp(lamp)).rejects.toBeInstanceOf(ClosedError);
});

describe('as EVerest', () => {
  test('beats from 0, at once, until it is closed', async () => {
    const client = await harness.client();
    const beats = new Collector<number>();
    await client.onHeartbeat(beats.add);
    const mock = await harness.mock({ heartbeatMs: 1 });
    expect((await beats.reach(3)).slice(0, 3)).toEqual([0, 1, 2]);
    await mock.close();
  });

  test.each([{ heartbeatMs: 0 }, { heartbeatMs: 1, everest: false as const }])(
    'does not beat with %j',
    async (options) => {
      const client = await harness.client();
      const beats = new Collector<number>();
      await client.onHeartbeat(beats.add);
      const mock = await harness.mock(options);
      await mock.sendHeartbeat(7);
      expect(await beats.reach(1)).toEqual([7]);
    },
  );

  test('notes what the client says of itself', async () => {
    const alive = new Collector<boolean>();
    await harness.mock({ everest: { onCommunicationCheck: alive.add } });
    const client = await harness.client();
    await client.sendCommunicationCheck(true);
    await client.sendCommunicationCheck(false);
    expect(await alive.reach(2)).toEqual([true, false]);
  });

  test('get answers with the value last sent, and null before', async () => {
    const mock = await harness.mock();
    const client = await harness.client();
    await expect(client.getLamp()).resolves.toBeNull();
    await mock.sendLamp(lamp);
    await expect(client.getLamp()).resolves.toEqual(lamp);
    mock.handleGetLamp(() => null);
    await expect(client.getLamp()).resolves.toBeNull();
    mock.reset();
    await expect(client.getLamp()).resolves.toBeNull();
  });

  test('get answers with the sample where latching is off', async () => {
    const mock = await harness.mock({ everest: { latch: false } });
    const client = await harness.client();
    await mock.sendLamp(lamp);
    await expect(client.getLamp()).resolves.toEqual({ lamp_id: 'sample', level: 1 });
  });
});

test('takes further behaviours', async () => {
  const told: string[] = [];
  const behaviour: Behaviour = {
    started: () => told.push('started'),
    observed: ({ direction }) => {
      told.push(direction);
      throw new Error('clumsy');
    },
    answer: (operation) => (operation === 'setLevel' ? { value: false } : undefined),
    reset: () => told.push('reset'),
    stopped: () => told.push('stopped'),
  };
  const { url } = harness.broker;
  const mock = await LampMockServer.start({
    url,
    moduleId: 'm1',
    everest: false,
    onError: () => undefined,
    behaviours: [() => behaviour],
  });
  const client = await harness.client();
  await expect(client.setLevel(request)).resolves.toBe(false);
  mock.reset();
  await mock.close();
  expect(told).toEqual(['started', 'received', 'sent', 'reset', 'stopped']);
});

test('lets a behaviour answer by the payload of the request, and send requests', async () => {
  let host: BehaviourHost | undefined;
  const behaviour: BehaviourFactory = (given) => {
    host = given;
    return {
      answer: (operation, payload) => {
        if (operation !== 'setLevel') return undefined;
        assertSetLevelRequest(payload);
        if (payload.level === 13) throw new Error('no such level');
        return { value: payload.level === 5 };
      },
    };
  };
  const errors = new Collector<unknown>();
  await harness.mock({ everest: false, behaviours: [behaviour], onError: errors.add });
  const client = await harness.client();
  await expect(client.setLevel({ ...request, level: 5 })).resolves.toBe(true);
  await expect(client.setLevel({ ...request, level: 6 })).resolves.toBe(false);
  const unanswered = client.setLevel({ ...request, level: 13 }, { timeoutMs: 100 });
  await expect(unanswered).rejects.toThrow(TimeoutError);
  expect(String(errors.items[0])).toContain('no such level');
  await client.handleValidateToken(({ id_token }) => ({ accepted: id_token === 'a' }));
  const verdict = host?.request('validateToken', { id_token: 'a' });
  await expect(verdict).resolves.toEqual({ accepted: true });
  await expect(host?.request('setLevel', {})).rejects.toThrow(RangeError);
});

test('retains no reply, though its request is to be retained', async () => {
  const setLevel = { ...lampApi.operations.setLevel, retain: true };
  const plan = { samples: { setLevel: true }, variables: { module_id: 'm1' } };
  const engine = await startMockServer(
    { ...plan, api: { ...lampApi, operations: { setLevel } } },
    { url: harness.broker.url },
  );
  const reply = new Promise<boolean>((resolve) => {
    harness.broker.aedes.on('publish', ({ topic, retain }) => topic === 'r' && resolve(retain));
  });
  const body = JSON.stringify({ headers: { replyTo: 'r' }, payload: request });
  await (await harness.raw()).publishAsync(`${prefix}/m2e/set_level`, body, { qos: 1 });
  expect(await reply).toBe(false);
  await engine.close();
});

test('answers with a copy of the sample, whatever becomes of those it gave before', async () => {
  const mock = await harness.mock();
  const client = await harness.client();
  const given = await client.queryRoom({ room_id: 'a' });
  const [, seen] = mock.history;
  Object.assign(seen?.payload ?? {}, { level: 77 });
  expect(await client.queryRoom({ room_id: 'a' })).toEqual(given);
});
