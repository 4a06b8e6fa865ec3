import { describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { connectAsync, type MqttClient } from 'mqtt';
import {
  ClosedError,
  ConnectionError,
  PublishError,
  QueueFullError,
  SubscribeError,
  TimeoutError,
  TopicError,
  ValidationError,
  type MessageContext,
} from '../../templates/runtime/index.js';
import { findFreePort, startEmbeddedBroker } from '../support/broker.js';
import { LampClient, type Lamp, type RoomLampParameters } from '../apis/generated/lamp/index.js';
import { Collector, prefix, replyToOf, useHarness } from './harness.js';

const harness = useHarness();
const lamp: Lamp = { lamp_id: 'a', level: 1 };
const request = { connector_id: 1, level: 5 };

/** Everything on the wire, from now on. */
async function watch(): Promise<{ messages: Collector<[string, string]>; raw: MqttClient }> {
  const raw = await harness.raw();
  const messages = new Collector<[string, string]>();
  raw.on('message', (topic, body) => messages.add([topic, body.toString()]));
  await raw.subscribeAsync('#');
  return { messages, raw };
}

describe('connect', () => {
  test('fills the server variable into every topic', async () => {
    const { messages } = await watch();
    const client = await harness.client();
    await client.sendLampStatus(lamp);
    expect(await messages.reach(1)).toEqual([[`${prefix}/m2e/lamp_status`, JSON.stringify(lamp)]]);
    expect(client.state).toBe('connected');
  });

  test.each(['', 'a/b', '+', '#', 'a\0', '\ud800'])('refuses %j in a topic', async (moduleId) => {
    const { url } = harness.broker;
    await expect(LampClient.connect({ url, moduleId })).rejects.toBeInstanceOf(TopicError);
  });

  test('is MQTT 3.1.1 with an id of its own, unless the caller says otherwise', async () => {
    const seen = new Collector<{ id: string; version: unknown }>();
    harness.broker.aedes.preConnect = (_client, packet, done) => {
      seen.add({ id: packet.clientId, version: packet.protocolVersion });
      done(null, true);
    };
    await harness.client();
    await harness.client();
    await harness.client({ mqtt: { clientId: 'mine' } });
    const [first, second, third] = await seen.reach(3);
    expect(first).toEqual({ id: expect.stringMatching(/^lamp-[0-9a-f]{12}$/), version: 4 });
    expect(second?.id).not.toBe(first?.id);
    expect(third?.id).toBe('mine');
  });

  test('names the address where nobody answers, without the password', async () => {
    const port = await findFreePort();
    const url = `mqtt://user:secret@127.0.0.1:${port}`;
    const attempt = LampClient.connect({ url, moduleId: 'm1' });
    await expect(attempt).rejects.toBeInstanceOf(ConnectionError);
    await expect(attempt).rejects.toThrow(`127.0.0.1:${port}: connect ECONNREFUSED`);
    await expect(attempt).rejects.not.toThrow('secret');
  });

  test('gives up on a broker that accepts and says nothing', async () => {
    harness.broker.aedes.preConnect = () => undefined;
    const { url } = harness.broker;
    const attempt = LampClient.connect({ url, moduleId: 'm1', connectTimeoutMs: 20 });
    await expect(attempt).rejects.toThrow('no answer within 20 ms');
  });

  test('says why the broker refused', async () => {
    harness.broker.aedes.authenticate = (...parameters) => {
      const done = parameters[3];
      done(Object.assign(new Error('no'), { returnCode: 5 }), false);
    };
    const { url } = harness.broker;
    await expect(LampClient.connect({ url, moduleId: 'm1' })).rejects.toThrow(/Not authorized/i);
  });

  test('knows the servers of the document by their names', async () => {
    const attempt = LampClient.connect({ moduleId: 'm1', server: 'nowhere' });
    await expect(attempt).rejects.toThrow('no server "nowhere". Its servers: default, cloud');
  });

  test('refuses what is no URL of a broker', async () => {
    const attempt = LampClient.connect({ url: 'nonsense', moduleId: 'm1' });
    await expect(attempt).rejects.toBeInstanceOf(ConnectionError);
  });
});

describe('request', () => {
  test('asks in the body, on a reply topic of its own, and takes the first reply', async () => {
    const { messages, raw } = await watch();
    const client = await harness.client();
    const reply = client.setLevel(request);
    const [[topic, text] = ['', '']] = await messages.reach(1);
    expect(topic).toBe(`${prefix}/m2e/set_level`);
    const replyTo = replyToOf(text);
    expect(text).toBe(JSON.stringify({ headers: { replyTo }, payload: request }));
    expect(replyTo).toMatch(/^lamps\/1\/m1\/e2m\/reply\/[0-9a-f]{32}\/[0-9a-f]{32}$/);
    raw.publish(replyTo, 'true');
    raw.publish(replyTo, 'false');
    await expect(reply).resolves.toBe(true);
  });

  test('subscribes its inbox once, before the first question', async () => {
    await harness.mock();
    const events = new Collector<string>();
    const client = await harness.client({ mqtt: { clientId: 'asker' } });
    harness.broker.aedes.on('subscribe', (subscriptions, subscriber) => {
      if (subscriber.id === 'asker') {
        subscriptions.forEach(({ topic }) => events.add(topic.replace(/[0-9a-f]{32}/, 'id')));
      }
    });
    harness.broker.aedes.on('publish', (packet, publisher) => {
      if (publisher?.id === 'asker') {
        events.add(packet.topic);
      }
    });
    await Promise.all([client.setLevel(request), client.getLamp()]);
    await client.setLevel(request);
    expect(events.items).toEqual([
      `${prefix}/e2m/reply/id/+`,
      `${prefix}/m2e/set_level`,
      `${prefix}/m2e/lamp/get`,
      `${prefix}/m2e/set_level`,
    ]);
  });

  test('gives each of many at once its own reply, in whatever order', async () => {
    const mock = await harness.mock();
    const waiting: (() => void)[] = [];
    mock.handleQueryRoom(async (_nothing, { parameters }) => {
      await new Promise<void>((resolve) => {
        waiting.unshift(resolve);
        if (waiting.length === 20) {
          waiting.forEach((wake) => wake());
        }
      });
      return { lamp_id: parameters.room_id, level: 0 };
    });
    const client = await harness.client();
    const rooms = Array.from({ length: 20 }, (_, i) => `room ${i}`);
    const replies = await Promise.all(rooms.map((room_id) => client.queryRoom({ room_id })));
    expect(replies.map((reply) => reply.lamp_id)).toEqual(rooms);
  });

  test('without reply payload resolves with nothing', async () => {
    await harness.mock();
    const client = await harness.client();
    await expect(client.switchOff()).resolves.toBeUndefined();
  });

  test('says after the time given where it asked and what may be wrong', async () => {
    const client = await harness.client({ timeoutMs: 10 });
    const error = await client.setLevel(request).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({
      code: 'TIMEOUT',
      topic: `${prefix}/m2e/set_level`,
      awaited: 'the reply to send_request_set_level',
      timeoutMs: 10,
    });
    expect(String(error)).toContain('no peer is subscribed to this topic');
    await expect(client.setLevel(request, { timeoutMs: 1 })).rejects.toThrow(
      'did not arrive within 1 ms',
    );
  });

  test('ignores a reply that comes too late', async () => {
    const { messages, raw } = await watch();
    const client = await harness.client();
    const controller = new AbortController();
    const reply = client.setLevel(request, { signal: controller.signal });
    const [[, text] = ['', '']] = await messages.reach(1);
    controller.abort();
    await expect(reply).rejects.toBe(controller.signal.reason);
    await raw.publishAsync(replyToOf(text), 'true', { qos: 1 });
    await client.sendPing({ qos: 1 });
    expect(harness.errors).toEqual([]);
  });

  test('rejects with the reason of its signal', async () => {
    const client = await harness.client();
    const controller = new AbortController();
    const reply = client.setLevel(request, { signal: controller.signal });
    const reason = new Error('changed my mind');
    controller.abort(reason);
    await expect(reply).rejects.toBe(reason);
    await expect(client.setLevel(request, { signal: controller.signal })).rejects.toBe(reason);
  });

  test('is checked before anything is sent', async () => {
    const { messages } = await watch();
    const client = await harness.client();
    const wrong = client.setLevel({ connector_id: 1, level: 101 });
    await expect(wrong).rejects.toBeInstanceOf(ValidationError);
    await expect(wrong).rejects.toMatchObject({
      issues: [{ path: '/payload/level', keyword: 'maximum' }],
    });
    await client.sendPing({ qos: 1 });
    expect(await messages.reach(1)).toEqual([[`${prefix}/m2e/ping`, '']]);
  });

  test('R-18, R-19: reports a reply that is not what the document says, and takes a good one after it', async () => {
    const { messages, raw } = await watch();
    const invalid = new Collector<ValidationError>();
    const client = await harness.client({ onInvalidMessage: invalid.add });
    const reply = client.setLevel(request);
    const [[, text] = ['', '']] = await messages.reach(1);
    const replyTo = replyToOf(text);
    for (const body of ['"yes"', '{', '']) raw.publish(replyTo, body);
    raw.publish(`${replyTo.slice(0, -1)}x`, 'false');
    raw.publish(replyTo, 'true');
    raw.publish(replyTo, 'false', { qos: 1 });
    await expect(reply).resolves.toBe(true);
    while (client.counters.ignoredReplies < 2) await client.sendPing({ qos: 1 });
    expect(invalid.items).toHaveLength(3);
    for (const error of invalid.items) {
      expect(error.message).toContain('the reply to send_request_set_level');
    }
    expect(client.counters).toMatchObject({ ignoredReplies: 2, invalidMessages: 3, timeouts: 0 });
  });

  test('R-18: says at the deadline that the reply was not valid', async () => {
    const { messages, raw } = await watch();
    const client = await harness.client({ onInvalidMessage: () => undefined });
    const reply = client.setLevel(request, { timeoutMs: 100 });
    const expectation = expect(reply).rejects.toMatchObject({
      code: 'TIMEOUT',
      delivery: 'acknowledged',
      message: expect.stringContaining('a reply arrived, but it was not valid'),
      cause: expect.any(ValidationError),
    });
    const [[, text] = ['', '']] = await messages.reach(1);
    raw.publish(replyToOf(text), '"yes"');
    await expectation;
    expect(client.counters).toMatchObject({ invalidMessages: 1, timeouts: 1 });
  });

  test('rejects where the broker refuses the inbox, and asks again the next time', async () => {
    await harness.mock();
    const client = await harness.client();
    const { aedes } = harness.broker;
    const { authorizeSubscribe } = aedes;
    aedes.authorizeSubscribe = (_client, _subscription, done) => done(null, null);
    await expect(client.setLevel(request)).rejects.toBeInstanceOf(SubscribeError);
    aedes.authorizeSubscribe = authorizeSubscribe;
    await expect(client.setLevel(request)).resolves.toBe(true);
  });

  test('needs MQTT 5 for headers', async () => {
    const client = await harness.client();
    const attempt = client.setLevel(request, { headers: { a: 'b' } });
    await expect(attempt).rejects.toBeInstanceOf(PublishError);
    await expect(attempt).rejects.toThrow('protocolVersion: 5');
  });
});

describe('publish', () => {
  test.each([
    [undefined, undefined, 1],
    [undefined, 2, 2],
    [0, 2, 0],
  ] as const)(
    'with QoS %s of the call and %s of the connection goes as %s',
    async (call, connection, qos) => {
      const client = await harness.client({ qos: connection });
      const seen = new Collector<{ qos: number; retain: boolean }>();
      harness.broker.aedes.on('publish', (packet, publisher) => {
        if (publisher) {
          seen.add({ qos: packet.qos, retain: packet.retain });
        }
      });
      await client.sendLampStatus(lamp, { qos: call, retain: true });
      await client.sendPing();
      await seen.reach(2);
      expect(seen.items).toContainEqual({ qos, retain: true });
      expect(seen.items).toContainEqual({ qos: 0, retain: false });
    },
  );

  test('resolves when the broker has acknowledged', async () => {
    const client = await harness.client();
    let isTaken = false;
    harness.broker.aedes.authorizePublish = (_client, _packet, done) => {
      isTaken = true;
      done(null);
    };
    await client.sendLampStatus(lamp);
    expect(isTaken).toBe(true);
  });

  test('rejects what is not valid, and says where it was to go', async () => {
    const client = await harness.client();
    const wrong = client.sendLampStatus({ ...lamp, since: 'yesterday' });
    await expect(wrong).rejects.toThrow(
      `Lamp (to be sent on ${prefix}/m2e/lamp_status) is not valid: /since must be a string in the format date-time`,
    );
  });

  test('ends with its signal or its deadline while the broker does not acknowledge', async () => {
    const client = await harness.client();
    harness.broker.aedes.authorizePublish = () => undefined;
    const controller = new AbortController();
    const aborted = client.sendLampStatus(lamp, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    const late = client.sendLampStatus(lamp, { timeoutMs: 5 });
    await expect(late).rejects.toThrow("the broker's acknowledgement");
  });
});

describe('subscribe', () => {
  test('hands over payload and context', async () => {
    const client = await harness.client();
    const seen = new Collector<[Lamp, MessageContext]>();
    await client.onLamp((payload, context) => seen.add([payload, context]));
    const mock = await harness.mock();
    await mock.sendLamp(lamp);
    expect(await seen.reach(1)).toEqual([
      [
        lamp,
        {
          topic: `${prefix}/e2m/lamp`,
          message: 'lamp',
          parameters: {},
          headers: {},
          qos: 1,
          retain: false,
        },
      ],
    ]);
  });

  test('hands over nothing where there is no payload', async () => {
    const client = await harness.client();
    const seen = new Collector<unknown>();
    await client.onReboot((...received) => seen.add(received[0]));
    const raw = await harness.raw();
    await raw.publishAsync(`${prefix}/e2m/reboot`, 'true');
    expect(await seen.reach(1)).toEqual([undefined]);
  });

  test('reads channel parameters; one left out is a wildcard', async () => {
    const client = await harness.client();
    const all = new Collector<RoomLampParameters>();
    const walls = new Collector<string>();
    await client.onRoomLamp({}, (_lamp, { parameters }) => all.add(parameters));
    await client.onRoomLamp({ room_id: 'r1', kind: 'wall' }, ({ lamp_id }) => walls.add(lamp_id));
    const mock = await harness.mock();
    await mock.sendRoomLamp({ room_id: 'r2', kind: 'desk' }, lamp);
    await mock.sendRoomLamp({ room_id: 'r1', kind: 'wall' }, { ...lamp, lamp_id: 'w' });
    expect(await walls.reach(1)).toEqual(['w']);
    expect(all.items).toContainEqual({ room_id: 'r2', kind: 'desk' });
    expect(all.items).toContainEqual({ room_id: 'r1', kind: 'wall' });
  });

  test('reports what is not valid to onInvalidMessage, delivers the rest', async () => {
    const invalid = new Collector<[ValidationError, { topic: string; body: Uint8Array }]>();
    const client = await harness.client({ onInvalidMessage: (...report) => invalid.add(report) });
    const seen = new Collector<Lamp>();
    await client.onLamp(seen.add);
    const raw = await harness.raw();
    for (const body of ['{', '{"lamp_id":1}', Buffer.of(0xff), '']) {
      raw.publish(`${prefix}/e2m/lamp`, body);
    }
    await raw.publishAsync(`${prefix}/e2m/lamp`, JSON.stringify(lamp), { qos: 1 });
    expect(await seen.reach(1)).toEqual([lamp]);
    expect(invalid.items.map(([error]) => error.code)).toEqual(Array(4).fill('VALIDATION'));
    expect(invalid.items[1]?.[0].message).toContain(`Lamp (received on ${prefix}/e2m/lamp)`);
    expect(invalid.items[0]?.[1].body).toHaveLength(1);
    expect(harness.errors).toEqual([]);
  });

  test('a handler that throws is reported and disturbs no other', async () => {
    const client = await harness.client();
    const seen = new Collector<Lamp>();
    await client.onLamp(() => {
      throw new Error('sync');
    });
    await client.onLamp(async () => {
      await Promise.resolve();
      throw new Error('async');
    });
    await client.onLamp(seen.add);
    const mock = await harness.mock();
    await mock.sendLamp(lamp);
    await mock.sendLamp(lamp);
    await seen.reach(2);
    expect(harness.errors.map(String)).toContain('Error: sync');
    expect(harness.errors.map(String)).toContain('Error: async');
  });

  test('asks the broker again for a further handler, and takes back with the last', async () => {
    const client = await harness.client({ mqtt: { clientId: 'listener' } });
    const events = new Collector<string>();
    harness.broker.aedes.on('subscribe', (all, who) => {
      if (who.id === 'listener') all.forEach(({ topic }) => events.add(`+ ${topic}`));
    });
    harness.broker.aedes.on('unsubscribe', (all, who) => {
      if (who.id === 'listener') all.forEach((topic) => events.add(`- ${topic}`));
    });
    const seen = new Collector<Lamp>();
    const first = await client.onLamp(() => undefined);
    const second = await client.onLamp(seen.add);
    await first.close();
    await first.close();
    const mock = await harness.mock();
    await mock.sendLamp(lamp);
    await seen.reach(1);
    await second.close();
    const filter = `${prefix}/e2m/lamp`;
    expect(events.items).toEqual([`+ ${filter}`, `+ ${filter}`, `- ${filter}`]);
    expect(first.filter).toBe(`${prefix}/e2m/lamp`);
  });

  test('ends with its signal and with await using', async () => {
    const client = await harness.client();
    const unsubscribed = new Collector<string>();
    harness.broker.aedes.on('unsubscribe', (topics) => topics.forEach(unsubscribed.add));
    const controller = new AbortController();
    await client.onLamp(() => undefined, { signal: controller.signal });
    controller.abort();
    {
      await using subscription = await client.onReboot(() => undefined);
      expect(subscription.filter).toBe(`${prefix}/e2m/reboot`);
    }
    expect(await unsubscribed.reach(2)).toEqual([`${prefix}/e2m/lamp`, `${prefix}/e2m/reboot`]);
    const late = client.onLamp(() => undefined, { signal: controller.signal });
    await expect(late).rejects.toBe(controller.signal.reason);
  });

  test('rejects where the broker refuses, and lets the others live', async () => {
    const client = await harness.client();
    harness.broker.aedes.authorizeSubscribe = (_client, subscription, done) =>
      done(null, subscription.topic.endsWith('/lamp') ? null : subscription);
    const refused = client.onLamp(() => undefined);
    const granted = client.onReboot(() => undefined);
    await expect(refused).rejects.toBeInstanceOf(SubscribeError);
    await expect(refused).rejects.toThrow(`${prefix}/e2m/lamp`);
    await granted;
  });
});

describe('stream', () => {
  test('gives the messages one by one, and unsubscribes at the end of the loop', async () => {
    const client = await harness.client();
    const mock = await harness.mock();
    harness.broker.aedes.once('subscribe', () => {
      void mock.sendHeartbeat(1).then(() => mock.sendHeartbeat(2));
    });
    const unsubscribed = once(harness.broker.aedes, 'unsubscribe');
    const seen: number[] = [];
    for await (const beat of client.heartbeatStream()) {
      seen.push(beat);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([1, 2]);
    await unsubscribed;
  });

  test('gives the messages with their context, too', async () => {
    const client = await harness.client();
    const mock = await harness.mock();
    harness.broker.aedes.once('subscribe', () => {
      void mock.sendRoomLamp({ room_id: 'r2', kind: 'desk' }, lamp);
    });
    const stream = client.roomLampStream({ kind: 'desk' });
    for await (const received of stream.withContext()) {
      expect(received).toEqual({
        payload: lamp,
        topic: expect.stringContaining('r2'),
        message: 'lamp',
        parameters: { room_id: 'r2', kind: 'desk' },
        headers: {},
        qos: 1,
        retain: false,
      });
      break;
    }
  });

  test('ends with its signal, with the client, and gives what it still holds', async () => {
    const client = await harness.client();
    const controller = new AbortController();
    const iterator = client.lampStream({ signal: controller.signal })[Symbol.asyncIterator]();
    const pending = iterator.next();
    await client.onLamp(() => undefined);
    controller.abort();
    await expect(pending).resolves.toEqual({ done: true, value: undefined });
    const seen = new Collector<Lamp>();
    const other = client.lampStream()[Symbol.asyncIterator]();
    await client.onLamp(seen.add);
    const mock = await harness.mock();
    await mock.sendLamp(lamp);
    await seen.reach(1);
    await client.close();
    await expect(other.next()).resolves.toEqual({ done: false, value: lamp });
    await expect(other.next()).resolves.toEqual({ done: true, value: undefined });
    const late = client.lampStream()[Symbol.asyncIterator]();
    await expect(late.next()).rejects.toBeInstanceOf(ClosedError);
    await expect(late.next()).resolves.toEqual({ done: true, value: undefined });
  });

  test('keeps the latest for a slow reader, and says so once', async () => {
    const client = await harness.client();
    const seen = new Collector<number>();
    const iterator = client.heartbeatStream({ bufferSize: 2 })[Symbol.asyncIterator]();
    await client.onHeartbeat(seen.add);
    const mock = await harness.mock();
    for (const beat of [1, 2, 3, 4]) {
      await mock.sendHeartbeat(beat);
    }
    await seen.reach(4);
    await expect(iterator.next()).resolves.toEqual({ done: false, value: 3 });
    await expect(iterator.next()).resolves.toEqual({ done: false, value: 4 });
    expect(harness.errors).toEqual([expect.any(QueueFullError)]);
  });
});

test('a parameter that no topic can have rejects the call, and throws nothing', async () => {
  const client = await harness.client();
  const parameters = { room_id: 'a/b', kind: 'desk' } as const;
  const call = client.onRoomLamp(parameters, () => undefined);
  await expect(call).rejects.toBeInstanceOf(TopicError);
});

describe('respond', () => {
  test('answers where the request says', async () => {
    const client = await harness.client();
    await client.handleValidateToken(({ id_token }) => ({ accepted: id_token === 'good' }));
    const mock = await harness.mock();
    await expect(mock.validateToken({ id_token: 'good' })).resolves.toEqual({ accepted: true });
    await expect(mock.validateToken({ id_token: 'bad' })).resolves.toEqual({ accepted: false });
  });

  test('runs without a place to reply to, and sends nothing', async () => {
    const client = await harness.client();
    const seen = new Collector<string>();
    await client.handleValidateToken(({ id_token }) => {
      seen.add(id_token);
      return { accepted: true };
    });
    const { messages, raw } = await watch();
    const topic = `${prefix}/e2m/validate_token`;
    await raw.publishAsync(topic, '{"payload":{"id_token":"a"}}', { qos: 1 });
    await raw.publishAsync(topic, '{"headers":{"replyTo":"a/#"},"payload":{"id_token":"b"}}', {
      qos: 1,
    });
    await raw.publishAsync(topic, '{"headers":{"replyTo":"r"},"payload":{"id_token":"c"}}', {
      qos: 1,
    });
    expect(await messages.reach(4)).toContainEqual(['r', '{"accepted":true}']);
    expect(seen.items).toEqual(['a', 'b', 'c']);
    expect(messages.items).toHaveLength(4);
    expect(harness.errors).toEqual([expect.any(TopicError)]);
  });

  test('sends no reply where it throws, gives a wrong one, or was asked wrongly', async () => {
    const errors = new Collector<unknown>();
    const client = await harness.client({ onError: errors.add });
    await client.handleValidateToken(({ id_token }) => {
      if (id_token === 'throw') {
        throw new Error('boom');
      }
      return Object.assign({ accepted: true }, { accepted: 'perhaps' });
    });
    const { messages, raw } = await watch();
    const topic = `${prefix}/e2m/validate_token`;
    for (const payload of ['{"id_token":"throw"}', '{"id_token":"x"}', '5']) {
      const body = `{"headers":{"replyTo":"r"},"payload":${payload}}`;
      await raw.publishAsync(topic, body, { qos: 1 });
    }
    expect((await errors.reach(3)).map(String)).toEqual([
      'Error: boom',
      expect.stringContaining('/accepted must be boolean'),
      expect.stringContaining('/payload must be object'),
    ]);
    await client.sendPing({ qos: 1 });
    const pings = (await messages.reach(4)).filter(([on]) => on !== topic);
    expect(pings).toEqual([[`${prefix}/m2e/ping`, '']]);
  });
});

describe('R-07: close', () => {
  test('rejects all that waits, and all that comes later; the second call does nothing', async () => {
    const client = await harness.client();
    const reply = client.setLevel(request);
    const rejection = expect(reply).rejects.toBeInstanceOf(ClosedError);
    const closing = client.close();
    expect(client.close()).toBe(closing);
    await closing;
    await rejection;
    expect(client.state).toBe('closed');
    await expect(client.setLevel(request)).rejects.toBeInstanceOf(ClosedError);
    await expect(client.sendLampStatus(lamp)).rejects.toBeInstanceOf(ClosedError);
    await expect(client.onLamp(() => undefined)).rejects.toBeInstanceOf(ClosedError);
    await client.close();
  });

  test('lets what was published arrive', async () => {
    const { messages } = await watch();
    const client = await harness.client();
    const sent = [1, 2, 3].map((level) => client.sendLampStatus({ ...lamp, level }));
    await client.close();
    await Promise.all(sent);
    expect(await messages.reach(3)).toHaveLength(3);
  });

  test('does not wait for a broker that is gone', async () => {
    const client = await harness.client();
    const subscription = await client.onLamp(() => undefined);
    await harness.broker.stop();
    const lost = client.sendLampStatus(lamp);
    const rejection = expect(lost).rejects.toBeInstanceOf(ClosedError);
    await client.close();
    await rejection;
    await subscription.close();
  });

  test('disconnects, by await using too', async () => {
    const gone = once(harness.broker.aedes, 'clientDisconnect');
    {
      await using client = await LampClient.connect({ url: harness.broker.url, moduleId: 'm1' });
      expect(client.state).toBe('connected');
    }
    await gone;
    expect(harness.broker.aedes.connectedClients).toBe(0);
  });

  test('a connection that is lost comes back, subscriptions included', async () => {
    const client = await harness.client({ reconnect: { baseDelayMs: 1 } });
    const seen = new Collector<Lamp>();
    await client.onLamp(seen.add);
    const resubscribed = once(harness.broker.aedes, 'subscribe');
    harness.broker.dropConnections();
    await resubscribed;
    const mock = await harness.mock();
    await mock.sendLamp(lamp);
    expect(await seen.reach(1)).toEqual([lamp]);
    expect(client.state).toBe('connected');
  });
});

describe('a client handed in', () => {
  test('is shared: one listener, one inbox; and is left open', async () => {
    const raw = await harness.raw();
    const listeners = raw.listenerCount('message');
    const others = ['connect', 'close', 'error'] as const;
    const before = others.map((event) => raw.listenerCount(event));
    const inboxes = new Collector<string>();
    harness.broker.aedes.on('subscribe', (subscriptions) => {
      subscriptions
        .filter(({ topic }) => topic.includes('/reply/'))
        .forEach(({ topic }) => inboxes.add(topic));
    });
    const unsubscribed = new Collector<string>();
    harness.broker.aedes.on('unsubscribe', (topics) => topics.forEach(unsubscribed.add));
    const one = await harness.client({ client: raw, url: undefined });
    const two = await harness.client({ client: raw });
    const mock = await harness.mock({ client: raw });
    expect(raw.listenerCount('message')).toBe(listeners + 1);
    await Promise.all([one.setLevel(request), two.setLevel(request)]);
    const seen = new Collector<Lamp>();
    await one.onLamp(() => undefined);
    await two.onLamp(seen.add);
    await one.close();
    await mock.sendLamp(lamp);
    expect(await seen.reach(1)).toEqual([lamp]);
    expect(inboxes.items).toHaveLength(1);
    await two.close();
    await mock.close();
    expect(raw.listenerCount('message')).toBe(listeners);
    expect(others.map((event) => raw.listenerCount(event))).toEqual(before);
    expect(raw.connected).toBe(true);
    expect(unsubscribed.items).toContain(inboxes.items[0]);
    expect(Object.getOwnPropertySymbols(raw).map(String)).not.toContain(
      'Symbol(asyncapi-bindgen connection)',
    );
  });

  test('may connect a moment later, and fails in bounded time where it does not', async () => {
    const broker = await startEmbeddedBroker();
    const raw = await connectAsync(broker.url, { reconnectPeriod: 0 });
    await raw.endAsync();
    const attempt = LampClient.connect({ client: raw, moduleId: 'm1', connectTimeoutMs: 5 });
    await expect(attempt).rejects.toBeInstanceOf(ConnectionError);
    raw.reconnect();
    const client = await LampClient.connect({ client: raw, moduleId: 'm1' });
    await client.close();
    await raw.endAsync();
    await broker.stop();
  });
});

test('without hooks, errors go to the console', async () => {
  const console_ = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const client = await harness.client({ onError: undefined });
  await client.onLamp(() => undefined);
  const raw = await harness.raw();
  await raw.publishAsync(`${prefix}/e2m/lamp`, '5', { qos: 1 });
  await client.sendPing({ qos: 1 });
  expect(console_).toHaveBeenCalledWith(
    expect.stringMatching(/^ValidationError: Lamp \(received on [^\n]*, but is 5$/),
  );
  console_.mockRestore();
});

test('a program whose own reports throw still gets what comes', async () => {
  const console_ = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const fail = (): never => {
    throw new Error('of the program');
  };
  const client = await harness.client({ onError: fail, onInvalidMessage: fail });
  const lamps = new Collector<Lamp>();
  await client.onLamp((lamp) => {
    lamps.add(lamp);
    fail();
  });
  const raw = await harness.raw();
  for (const body of ['{', JSON.stringify(lamp), '{', JSON.stringify(lamp)]) {
    await raw.publishAsync(`${prefix}/e2m/lamp`, body, { qos: 1 });
  }
  expect(await lamps.reach(2)).toEqual([lamp, lamp]);
  expect(client.state).toBe('connected');
  expect(console_).toHaveBeenCalledWith(expect.objectContaining({ message: 'of the program' }));
  console_.mockRestore();
});
