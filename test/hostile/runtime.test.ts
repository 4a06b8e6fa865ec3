/** Messages made to fill the memory, or to change the objects of the program: T-13, and limits. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { connectAsync } from 'mqtt';
import {
  createValidators,
  PublishError,
  QueueFullError,
  ValidationError,
  type MockOptions,
  type RejectedMessage,
} from '../../templates/runtime/index.js';
import { readHeaders, writeHeaders } from '../../templates/runtime/messages/headers.js';
import type { LampMockServer } from '../apis/generated/lamp/index.js';
import { Collector, prefix, useHarness } from '../runtime/harness.js';

jest.setTimeout(60_000);

const harness = useHarness();
const lamp = { lamp_id: 'a', level: 1 };
const lampTopic = `${prefix}/e2m/lamp`;

/** What keeps a handler, or a request, waiting. */
const never = (): Promise<never> => new Promise<never>(() => undefined);

function keywordsOf(error: unknown): readonly string[] {
  return error instanceof ValidationError ? error.issues.map(({ keyword }) => keyword) : [];
}

describe('a body that is too large', () => {
  it('is not even read, but reported as invalid; what comes after it is', async () => {
    const refusals = new Collector<readonly [ValidationError, RejectedMessage]>();
    const client = await harness.client({
      maxPayloadBytes: 100,
      onInvalidMessage: (error, message) => refusals.add([error, message]),
    });
    const lamps = new Collector<unknown>();
    await client.onLamp((payload) => lamps.add(payload));
    const raw = await harness.raw();
    await raw.publishAsync(lampTopic, '{'.repeat(101));
    await raw.publishAsync(lampTopic, JSON.stringify(lamp));
    expect(await lamps.reach(1)).toEqual([lamp]);
    const [[error, message] = []] = await refusals.reach(1);
    expect(keywordsOf(error)).toEqual(['maxPayloadBytes']);
    expect(error?.message).toContain('must be at most 100 bytes');
    expect(message).toMatchObject({ topic: lampTopic, body: { length: 101 } });
  });

  it('is 16 MiB where nothing is said', async () => {
    const refusals = new Collector<ValidationError>();
    const client = await harness.client({ onInvalidMessage: refusals.add });
    const lamps = new Collector<{ lamp_id: string }>();
    await client.onLamp(lamps.add);
    const raw = await harness.raw();
    const rest = JSON.stringify({ ...lamp, lamp_id: '' }).length;
    const bodyOf = (size: number): string =>
      JSON.stringify({ ...lamp, lamp_id: 'x'.repeat(size - rest) });
    await raw.publishAsync(lampTopic, bodyOf(16 * 1024 * 1024 + 1));
    await raw.publishAsync(lampTopic, bodyOf(16 * 1024 * 1024));
    expect((await lamps.reach(1))[0]?.lamp_id).toHaveLength(16 * 1024 * 1024 - rest);
    expect((await refusals.reach(1)).map(keywordsOf)).toEqual([['maxPayloadBytes']]);
  });

  it('is not sent: the call rejects, and nothing goes out', async () => {
    const raw = await harness.raw();
    const seen = new Collector<string>();
    raw.on('message', (topic) => seen.add(topic));
    await raw.subscribeAsync('#');
    const client = await harness.client({ maxPayloadBytes: 150 });
    const long = 'é'.repeat(80);
    const publish = client.sendLampStatus({ ...lamp, lamp_id: long });
    await expect(publish).rejects.toMatchObject({ issues: [{ keyword: 'maxPayloadBytes' }] });
    const request = client.setLevel({ connector_id: 1, level: 2, note: long });
    await expect(request).rejects.toBeInstanceOf(ValidationError);
    await client.sendPing();
    expect(await seen.reach(1)).toEqual([`${prefix}/m2e/ping`]);
  });

  it('is no reply: neither is it taken, nor given', async () => {
    const client = await harness.client({ maxPayloadBytes: 200, timeoutMs: 500 });
    const mock = await harness.mock({ maxPayloadBytes: 1_000 });
    mock.handleGetLamp(() => ({ ...lamp, lamp_id: 'x'.repeat(300) }));
    await expect(client.getLamp()).rejects.toMatchObject({
      code: 'TIMEOUT',
      cause: { issues: [{ keyword: 'maxPayloadBytes' }] },
    });
    mock.handleGetLamp(() => ({ ...lamp, lamp_id: 'x'.repeat(1_000) }));
    await expect(client.getLamp()).rejects.toMatchObject({ code: 'TIMEOUT' });
    // One of the client, which got the first reply, one of the mock server, which did not send the second one.
    expect(harness.errors.map(keywordsOf)).toEqual([['maxPayloadBytes'], ['maxPayloadBytes']]);
  });

  it('is no request to a mock server', async () => {
    const mock = await harness.mock({ maxPayloadBytes: 100 });
    const client = await harness.client({ timeoutMs: 500 });
    const level = client.setLevel({ connector_id: 1, level: 2, note: 'x'.repeat(100) });
    await expect(level).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(mock.history.map(({ error }) => keywordsOf(error))).toEqual([['maxPayloadBytes']]);
  });
});

describe('more at a time than is allowed', () => {
  it('are requests: the next one rejects at once, until there is room again', async () => {
    const client = await harness.client({ maxPending: 2 });
    const abort = new AbortController();
    const waiting = [1, 2].map((level) =>
      client.setLevel({ connector_id: 1, level }, { signal: abort.signal }),
    );
    const refused = client.getLamp();
    await expect(refused).rejects.toBeInstanceOf(QueueFullError);
    await expect(refused).rejects.toThrow('2 calls are already pending');
    abort.abort();
    expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    const mock = await harness.mock();
    mock.handleGetLamp(() => lamp);
    expect(await client.getLamp()).toEqual(lamp);
  });

  it('are messages that the broker does not acknowledge', async () => {
    harness.broker.aedes.authorizePublish = () => undefined;
    const client = await harness.client({ maxPending: 2 });
    const pending = Promise.allSettled([1, 2].map(() => client.sendLampStatus(lamp)));
    await expect(client.sendLampStatus(lamp)).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    await client.close();
    for (const { status } of await pending) expect(status).toBe('rejected');
  });

  it('are requests that come: they stay without a reply, and onError hears of them', async () => {
    const client = await harness.client({ maxPending: 2 });
    const mock = await harness.mock({ maxPending: 10 });
    await client.handleValidateToken(never);
    const asked = [1, 2, 3].map((id) =>
      mock.validateToken({ id_token: String(id) }, { timeoutMs: 500 }),
    );
    for (const { status } of await Promise.allSettled(asked)) expect(status).toBe('rejected');
    expect(harness.errors).toEqual([expect.any(QueueFullError)]);
  });
});

describe('a request that wants its reply on a topic of its choice', () => {
  const ask = async (replyTo: string): Promise<void> => {
    const body = { headers: { replyTo }, payload: { connector_id: 1, level: 2 } };
    const raw = await harness.raw();
    await raw.publishAsync(`${prefix}/m2e/set_level`, JSON.stringify(body), { qos: 1 });
  };

  it('gets none where topics are the broker’s own, or hold what no topic may', async () => {
    const mock = await harness.mock();
    mock.handleSetLevel(() => true);
    const topics = [
      '$SYS/x',
      '$share/g/x',
      '',
      'a/#',
      '+',
      'a\u0000',
      'a\u0001',
      'a\u009f',
      'a\uffff',
    ];
    for (const topic of topics) await ask(topic);
    const client = await harness.client();
    expect(await client.setLevel({ connector_id: 1, level: 2 })).toBe(true);
    expect(harness.errors).toMatchObject(topics.map(() => ({ code: 'TOPIC' })));
    expect(mock.state).toBe('connected');
  });

  it('ends the connection once at most where the broker hangs up on the topic', async () => {
    let connections = 0;
    harness.broker.aedes.on('client', () => (connections += 1));
    const mock = await harness.mock({ reconnect: { baseDelayMs: 20 } });
    mock.handleSetLevel(() => true);
    await ask('/'.repeat(300));
    while (connections < 3) await delay(10);
    const client = await harness.client();
    expect(await client.setLevel({ connector_id: 1, level: 2 })).toBe(true);
    expect(connections).toBe(4);
    expect(harness.errors).toMatchObject([{ code: 'PUBLISH' }]);
  });

  /** A request whose answer is ready when the connection of who answers is away. */
  const askLate = async (replyTo: string, options: MockOptions = {}): Promise<LampMockServer> => {
    let answer = (): void => undefined;
    const mock = await harness.mock({ reconnect: { baseDelayMs: 200 }, ...options });
    const asked = new Promise<void>((resolve) => {
      mock.handleSetLevel(() => {
        resolve();
        return new Promise((settle) => (answer = () => settle(true)));
      });
    });
    await ask(replyTo);
    await asked;
    harness.broker.dropConnections();
    while (mock.state === 'connected') await delay(5);
    answer();
    mock.handleSetLevel(() => true);
    return mock;
  };
  const published = (topic: string): Promise<string> =>
    new Promise((resolve) => {
      harness.broker.aedes.on('publish', (packet) => packet.topic === topic && resolve(topic));
    });

  it('gets it when the connection is back, if it was away at that moment', async () => {
    const reply = published('r/1');
    await askLate('r/1');
    expect(await reply).toBe('r/1');
  });

  it('ends no more connections if it was away, either', async () => {
    const mock = await askLate('/'.repeat(300));
    while (harness.errors.every((error) => !(error instanceof PublishError))) await delay(10);
    while (mock.state !== 'connected') await delay(10);
    const client = await harness.client();
    expect(await client.setLevel({ connector_id: 1, level: 2 })).toBe(true);
  });

  it('gets none from who was closed before the connection was back', async () => {
    const given = await connectAsync(harness.broker.url, { reconnectPeriod: 200 });
    const topics: string[] = [];
    harness.broker.aedes.on('publish', ({ topic }) => topics.push(topic));
    const mock = await askLate('r/1', { client: given });
    await mock.close();
    await given.publishAsync('last', '', { qos: 1 });
    expect(topics).toContain('last');
    expect(topics).not.toContain('r/1');
    await given.endAsync();
  });
});

describe('keys that every object has', () => {
  const own = '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}';

  it('are data in what comes, and change no object', async () => {
    const client = await harness.client();
    const lamps = new Collector<object>();
    await client.onLamp(lamps.add);
    const raw = await harness.raw();
    await raw.publishAsync(lampTopic, `{"lamp_id":"a","level":1,${own}}`);
    const [payload = {}] = await lamps.reach(1);
    expect(Object.getPrototypeOf(payload)).toBe(Object.prototype);
    expect(Object.hasOwn(payload, '__proto__')).toBe(true);
    expect('polluted' in {}).toBe(false);
  });

  it('are no envelope: neither payload nor reply address are inherited', async () => {
    const mock = await harness.mock({ onInvalidMessage: () => undefined });
    const raw = await harness.raw();
    const topic = `${prefix}/m2e/set_level`;
    const payload = { connector_id: 1, level: 2 };
    const inherited = JSON.stringify({ payload, headers: { replyTo: 'stolen' } });
    await raw.subscribeAsync('stolen');
    await raw.publishAsync(topic, `{"__proto__":${inherited}}`, { qos: 1 });
    await raw.publishAsync(
      topic,
      `{"payload":${JSON.stringify(payload)},"headers":{"__proto__":{"replyTo":"stolen"}}}`,
      { qos: 1 },
    );
    await raw.publishAsync(topic, JSON.stringify({ payload }), { qos: 1 });
    const client = await harness.client();
    await client.setLevel(payload);
    const kinds = mock.history.map(({ kind, error }) => [kind, error === undefined]);
    expect(kinds.slice(0, 3)).toEqual([
      ['request', false],
      ['request', true],
      ['request', true],
    ]);
    expect(mock.history.some((message) => message.topic === 'stolen')).toBe(false);
  });

  it('are headers like others', () => {
    const headers: unknown = JSON.parse(`{"__proto__":"1","toString":"2"}`);
    const given = headers as Readonly<Record<string, string>>;
    const accept: (value: unknown) => asserts value is unknown = () => undefined;
    const read = readHeaders({ accept, json: ['__proto__'] }, given);
    expect(JSON.stringify(read)).toBe('{"__proto__":1,"toString":"2"}');
    expect(JSON.stringify(writeHeaders(undefined, given))).toBe(JSON.stringify(given));
    expect('polluted' in {}).toBe(false);
  });
});

describe('a value with very much wrong', () => {
  const validators = createValidators({
    Names: { type: 'array', items: { type: 'string', minLength: 2 } },
  });
  const issuesOf = (value: unknown): number => {
    try {
      validators.assert('Names', value);
      return 0;
    } catch (error) {
      return error instanceof ValidationError ? error.issues.length : -1;
    }
  };

  it('has 100 issues told, or the first where there may be very many', () => {
    expect(issuesOf(Array.from({ length: 99 }, () => 0))).toBe(99);
    expect(issuesOf(Array.from({ length: 1_000 }, () => 0))).toBe(100);
    expect(issuesOf(Array.from({ length: 4_000_000 }, () => 0))).toBe(1);
    expect(issuesOf([[Array.from({ length: 4_000_000 }, () => [])], 'ok'])).toBe(1);
    expect(issuesOf(['x'.repeat(4_000_000), 'ok', ''])).toBe(1);
  });
});

describe('items that have to differ', () => {
  const validators = createValidators({ Set: { type: 'array', uniqueItems: true } });

  it('are compared in time proportional to their number', () => {
    const items = Array.from({ length: 300_000 }, (_, i) => [i]);
    expect(validators.is('Set', items)).toBe(true);
    expect(validators.is('Set', [...items, [0]])).toBe(false);
  });

  it('are compared however deep they are, and however large', () => {
    const deep = (levels: number, inner: unknown): unknown =>
      Array.from({ length: levels }).reduce((value) => [value], inner);
    const large = 'x'.repeat(100_000);
    expect(validators.is('Set', [deep(20_000, large)])).toBe(true);
    expect(validators.is('Set', [deep(20_000, large), deep(20_000, 'x')])).toBe(true);
    expect(validators.is('Set', [deep(20_000, large), 1, deep(20_000, large)])).toBe(false);
  });

  it.each([
    '[1,"1"]',
    '[1,true,"true",null,"null"]',
    '[[1,2],["1,2"],["1","2"],[[1,2]]]',
    '[{"a":1},{"a":"1"},{"a":1,"b":1},{"a:1,b":1}]',
    '[{},[],"",[{}]]',
    '[{"__proto__":1},{}]',
  ])('do so in %s', (text) => {
    expect(validators.is('Set', JSON.parse(text))).toBe(true);
  });

  it.each(['[1,1.0]', '[0,-0]', '[{"a":1,"b":[2]},{"b":[2],"a":1}]', '[null,1,null]'])(
    'do not in %s',
    (text) => {
      expect(validators.is('Set', JSON.parse(text))).toBe(false);
    },
  );
});

describe('a long text', () => {
  const length = 300_000;
  const repeated = ['a', 'a-', '1.', '1:', 'a@', '%', '{a', '/a', '~', '0', 'é', ' ', 'P1', 'a.'];
  const starts = [
    '',
    'http://',
    'http://a@',
    'ftp://1.1.',
    'a@',
    '/',
    '2020-01-01T',
    'P',
    '{',
    '::',
  ];
  const texts = starts.flatMap((start) =>
    repeated.map((each) => start + each.repeat(length / each.length) + '\n'),
  );

  it.each(Object.keys(fullFormats))(
    'is checked in short time against the format "%s"',
    (format) => {
      const validators = createValidators({ Text: { type: 'string', format } });
      const start = performance.now();
      for (const text of texts) validators.is('Text', text);
      expect(performance.now() - start).toBeLessThan(10_000);
    },
  );

  it('is a URL with a scheme of the web and a host', () => {
    const validators = createValidators({ Link: { type: 'string', format: 'url' } });
    const valid = ['http://a', 'https://a.example/b?c#d', 'FTP://1.2.3.4:21/'];
    const invalid = ['', 'a', 'http://', 'http:///a', 'mailto:a@b', 'http://a b', 'http://a\n'];
    expect(valid.filter((text) => !validators.is('Link', text))).toEqual([]);
    expect(invalid.filter((text) => validators.is('Link', text))).toEqual([]);
  });
});
