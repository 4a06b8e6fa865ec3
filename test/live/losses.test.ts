/** what happens, and in which order, when a connection ends and the next one begins. */
import { describe, expect, it } from '@jest/globals';
import { connectAsync, Store } from 'mqtt';
import { ConnectionError, PublishError, TimeoutError } from '../../templates/runtime/index.js';
import { LampClient } from '../apis/generated/lamp/index.js';
import { acknowledge, startAnswering, type AnsweringBroker } from './answering-broker.js';
import { useWatched, type Watched } from './watched-client.js';

const watched = useWatched();
const statusTopic = 'lamps/1/m1/m2e/lamp_status';
const lampTopic = 'lamps/1/m1/e2m/lamp';
const lamp = { lamp_id: 'a', level: 1 };

/** Waits until the broker has been visited so often, and the client knows it. */
async function visits(broker: AnsweringBroker, count: number, client: LampClient): Promise<void> {
  while (broker.visitors.length < count || client.state !== 'connected') await tick();
}

/** Ends the connection; resolves when the client knows it, before it connects anew, which may follow at once. */
async function cutLine(broker: AnsweringBroker, states: Watched['states']): Promise<void> {
  states.items.length = 0;
  broker.cut();
  await states.reach(1);
}

function timerCount(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

describe('R-18: a request that waits for the next connection', () => {
  it('R-18: is sent after the subscription to its reply', async () => {
    const broker = await startAnswering(watched);
    const { client, states } = await watched.connect({ url: broker.url });
    await client.getLamp({ timeoutMs: 20 }).catch(() => undefined);
    broker.arrived.items.length = 0;
    await cutLine(broker, states);
    const event = client.sendLampStatus(lamp);
    const request = Promise.allSettled([client.getLamp()]);
    await event;
    await broker.arrived.reach(3);
    await client.close();
    await request;
    expect(broker.arrived.items.map((line) => line.split(' ')[1])).toEqual([
      'subscribe',
      'publish',
      'publish',
      'disconnect',
    ]);
  });

  it('R-18: also if the connection between them ended before SUBACK', async () => {
    const broker = await startAnswering(watched, () => true, {
      suback: ({ subscriptions }, visit) => {
        if (visit === 1) broker.cut();
        return visit === 1 ? undefined : subscriptions.map(({ qos }) => qos);
      },
    });
    const { client, states } = await watched.connect({ url: broker.url });
    await client.onLamp(() => undefined);
    await cutLine(broker, states);
    // A message that is on its way when the second connection ends is sent again on the third one.
    await client.sendLampStatus(lamp);
    const third = broker.arrived.items.filter((line) => line.startsWith('2 '));
    expect(third).toEqual([`2 subscribe ${lampTopic}`, `2 publish ${statusTopic}`]);
  });
});

const sendStatus = (client: LampClient): Promise<void> => client.sendLampStatus(lamp, { qos: 0 });

describe('R-05: what is sent with QoS 0 when `onStateChange` is called', () => {
  it('R-05: with `connected` arrives', async () => {
    const broker = await startAnswering(watched);
    const clients: LampClient[] = [];
    const sent: Promise<void>[] = [];
    const { client } = await watched.connect({
      url: broker.url,
      onStateChange: (state) => {
        if (state === 'connected') sent.push(...clients.map(sendStatus));
      },
    });
    clients.push(client);
    broker.cut();
    await visits(broker, 2, client);
    await Promise.all(sent);
    await broker.arrived.reach(1);
    expect(broker.arrived.items).toEqual([`1 publish ${statusTopic}`]);
  });

  it('R-05: with `reconnecting` rejects, and is not sent later', async () => {
    const broker = await startAnswering(watched);
    const clients: LampClient[] = [];
    const sent: Promise<void>[] = [];
    const { client } = await watched.connect({
      url: broker.url,
      onStateChange: (state) => {
        if (state === 'reconnecting') sent.push(...clients.map(sendStatus));
      },
    });
    clients.push(client);
    broker.cut();
    while (sent.length === 0) await tick();
    await expect(sent[0]).rejects.toBeInstanceOf(PublishError);
    await visits(broker, 2, client);
    await client.onLamp(() => undefined);
    expect(broker.arrived.items).toEqual([`1 subscribe ${lampTopic}`]);
  });
});

describe('R-01: a subscription that was given up while the connection was down', () => {
  it('R-01: is not made on the next connection', async () => {
    let isUp = true;
    const broker = await startAnswering(watched, () => true, {
      connack: () => (isUp ? 0 : undefined),
    });
    const options = { url: broker.url, connectTimeoutMs: 50 };
    const { client, states } = await watched.connect(options);
    isUp = false;
    await cutLine(broker, states);
    for (let i = 0; i < 3; i += 1) {
      const call = client.onLamp(() => undefined, { timeoutMs: 10 });
      await expect(call).rejects.toThrow('did not answer the subscription');
    }
    isUp = true;
    await states.reach(2);
    await client.sendLampStatus(lamp);
    expect(broker.arrived.items.map((line) => line.split(' ')[1])).toEqual(['publish']);
  });
});

describe.each([4, 5] as const)('MQTT %i: what is in flight when the connection ends', (level) => {
  const mqtt = { protocolVersion: level };
  const unavailable = level === 4 ? 3 : 0x88;
  const cmds = (broker: AnsweringBroker): string[] =>
    broker.arrived.items.map((line) => line.split(' ').slice(0, 2).join(' '));

  it.each(['pubrel', 'publish'])(
    'R-11: QoS 2 is sent anew if the broker has lost the session after %s',
    async (last) => {
      const broker = await startAnswering(watched, ({ cmd }, visitor, visit) => {
        if (visit === 0 && cmd === last) visitor.hangUp();
        return visit > 0 || cmd !== last;
      });
      const { client } = await watched.connect({ url: broker.url, mqtt });
      await client.sendLampStatus(lamp, { qos: 2 });
      expect(cmds(broker).slice(-2)).toEqual(['1 publish', '1 pubrel']);
      expect(cmds(broker).filter((line) => line.startsWith('1'))).toHaveLength(2);
    },
  );

  it('R-11: QoS 2 waits through attempts that the broker refuses', async () => {
    const broker = await startAnswering(
      watched,
      (_packet, visitor, visit) => {
        if (visit === 0) visitor.hangUp();
        return visit > 0;
      },
      {
        connack: (visit) => (visit > 0 && visit < 6 ? unavailable : 0),
        sessionPresent: (visit) => visit > 0,
      },
    );
    const { client } = await watched.connect({ url: broker.url, mqtt });
    await client.sendLampStatus(lamp, { qos: 2 });
    expect(cmds(broker)).toEqual(['0 publish', '6 publish', '6 pubrel']);
  });

  it('R-05: only the oldest message is sent alone afterwards', async () => {
    const count = 50;
    const held: (() => void)[] = [];
    // After the first message, the broker acknowledges nothing before it has all of them.
    const broker = await startAnswering(watched, (packet, visitor, visit) => {
      if (visit === 0 || held.length === 0) {
        if (visit === 1) held.push(() => undefined);
        return visit === 1;
      }
      held.push(() => acknowledge(packet, visitor));
      if (held.length === count) held.forEach((answer) => answer());
      return false;
    });
    const { client } = await watched.connect({ url: broker.url, mqtt });
    const sent = Array.from({ length: count }, () => client.sendLampStatus(lamp));
    await broker.arrived.reach(count);
    broker.cut();
    await Promise.all(sent);
    expect(broker.arrived.items).toHaveLength(2 * count);
  });

  it('R-18: what was sent before is not reported as if it was not', async () => {
    const broker = await startAnswering(watched, () => false, {
      connack: (visit) => (visit === 0 ? 0 : undefined),
    });
    const { client } = await watched.connect({ url: broker.url, mqtt });
    const event = client.sendLampStatus(lamp, { timeoutMs: 100 });
    await broker.arrived.reach(1);
    broker.cut();
    await expect(event).rejects.toMatchObject({ code: 'TIMEOUT', delivery: 'sent' });
    await expect(event).rejects.toThrow('the connection ended after the message was sent');
  });
});

describe('R-12: what MQTT cannot carry', () => {
  it.each<[string, object, string]>([
    ['a header value of 65,536 bytes', { headers: { a: 'x'.repeat(65_536) } }, 'VALIDATION'],
    ['a header name of 65,536 bytes', { headers: { ['é'.repeat(32_768)]: 'a' } }, 'VALIDATION'],
    ['a header with NUL', { headers: { a: ['b', 'x\0'] } }, 'VALIDATION'],
    ['a header with a lone surrogate', { headers: { a: '\ud800' } }, 'VALIDATION'],
    ['an expiry of -1', { messageExpiryInterval: -1 }, 'PUBLISH'],
    ['an endless expiry', { messageExpiryInterval: Infinity }, 'PUBLISH'],
    ['an expiry of 2^32', { messageExpiryInterval: 2 ** 32 }, 'PUBLISH'],
  ])('R-12: %s rejects its call, and disturbs no other one', async (_name, options, code) => {
    const broker = await startAnswering(watched);
    const mqtt = { protocolVersion: 5 } as const;
    const { client, states, errors } = await watched.connect({ url: broker.url, mqtt });
    await expect(client.sendLampStatus(lamp, options)).rejects.toMatchObject({ code });
    const largest = { headers: { a: 'x'.repeat(65_535) }, messageExpiryInterval: 2 ** 32 - 1 };
    await client.sendLampStatus(lamp, largest);
    expect(broker.arrived.items).toHaveLength(1);
    expect([states.items, errors.items]).toEqual([['connected'], []]);
  });

  it('R-12: a message that cannot be stored rejects, and the next one is sent', async () => {
    const broker = await startAnswering(watched);
    const outgoingStore = new FullStore();
    const given = await connectAsync(broker.url, { outgoingStore, reconnectPeriod: 5 });
    const client = await LampClient.connect({ client: given, moduleId: 'm1' });
    const refused = client.sendLampStatus(lamp);
    const next = client.sendLampStatus({ ...lamp, level: 2 });
    await expect(refused).rejects.toThrow('the disk is full');
    await next;
    expect(broker.arrived.items).toEqual([`1 publish ${statusTopic}`]);
    await client.close();
    await given.endAsync(true);
  });
});

/** Cannot store the first message. */
class FullStore extends Store {
  #isFull = true;

  override put(...[packet, done]: Parameters<Store['put']>): this {
    if (packet.cmd === 'publish' && this.#isFull) {
      this.#isFull = false;
      throw new Error('the disk is full');
    }
    return super.put(packet, done);
  }
}

describe('R-07: close()', () => {
  it('R-07: sends DISCONNECT, whatever the broker has not answered', async () => {
    const broker = await startAnswering(watched, () => false, { suback: () => undefined });
    const { client, errors } = await watched.connect({ url: broker.url });
    const calls = Promise.allSettled([
      client.onLamp(() => undefined),
      client.sendLampStatus(lamp, { timeoutMs: 20 }),
    ]);
    await broker.arrived.reach(2);
    await client.close();
    await calls;
    await broker.arrived.reach(3);
    expect(broker.arrived.items.at(-1)).toBe('0 disconnect');
    expect(errors.items).toEqual([]);
  });

  it('R-07: gives up what a client of the user would send again', async () => {
    const broker = await startAnswering(watched, (_packet, _visitor, visit) => visit > 0);
    const given = await connectAsync(broker.url, { reconnectPeriod: 5 });
    const client = await LampClient.connect({ client: given, moduleId: 'm1' });
    const call = client.sendLampStatus(lamp, { timeoutMs: 20 });
    await expect(call).rejects.toBeInstanceOf(TimeoutError);
    await client.close();
    broker.cut();
    await given.publishAsync('after', '', { qos: 1 });
    expect(broker.arrived.items).toEqual([`0 publish ${statusTopic}`, '1 publish after']);
    await given.endAsync(true);
  });

  it('R-07: leaves no timer of pending credentials', async () => {
    const broker = await startAnswering(watched);
    let asked = 0;
    const credentials = (): Promise<object> => {
      asked += 1;
      return asked === 1 ? Promise.resolve({}) : new Promise(() => undefined);
    };
    const options = { url: broker.url, credentials, connectTimeoutMs: 99_000 };
    const { client } = await watched.connect(options);
    broker.cut();
    while (asked < 2) await tick();
    const timers = timerCount();
    await client.close();
    expect(timerCount()).toBeLessThan(timers);
  });
});

describe('R-07: the state of a client of the user', () => {
  it('R-07: is told from the beginning to the end', async () => {
    const broker = await startAnswering(watched);
    const given = await connectAsync(broker.url);
    const { client, states } = await watched.connect({ client: given });
    expect(states.items).toEqual(['connected']);
    await client.close();
    expect(states.items).toEqual(['connected', 'closed']);
    await given.endAsync(true);
  });

  it('R-07: is `failed` once the user has ended it, until it is connected again', async () => {
    const broker = await startAnswering(watched);
    const given = await connectAsync(broker.url);
    const { client, states, reasons, errors } = await watched.connect({ client: given });
    await given.endAsync();
    expect(client.state).toBe('failed');
    expect(reasons).toEqual([expect.stringContaining('has been ended')]);
    expect(errors.items).toHaveLength(1);
    await expect(client.sendLampStatus(lamp)).rejects.toBeInstanceOf(ConnectionError);
    given.reconnect();
    await states.reach(3);
    await client.sendLampStatus(lamp);
    expect(states.items).toEqual(['connected', 'failed', 'connected']);
    await given.endAsync(true);
  });
});

describe('R-03: a takeover while a subscription is renewed', () => {
  it('R-03: is reported once', async () => {
    const broker = await startAnswering(watched, () => true, {
      suback: ({ subscriptions }, visit) => {
        if (visit === 1) broker.visitors[1]?.send({ cmd: 'disconnect', reasonCode: 0x8e });
        return visit === 1 ? undefined : subscriptions.map(({ qos }) => qos);
      },
    });
    const mqtt = { protocolVersion: 5 } as const;
    const { client, states, errors } = await watched.connect({ url: broker.url, mqtt });
    await client.onLamp(() => undefined);
    broker.cut();
    await states.reach(4);
    expect(client.state).toBe('failed');
    await client.close();
    expect(errors.items).toEqual([expect.any(ConnectionError)]);
  });
});

describe('R-04: a refusal that stays the same', () => {
  it('R-04: is reported once', async () => {
    const broker = await startAnswering(watched, () => true, {
      connack: (visit) => (visit > 0 && visit < 8 ? 5 : 0),
    });
    const { client, errors } = await watched.connect({ url: broker.url });
    broker.cut();
    await visits(broker, 9, client);
    expect(errors.items).toHaveLength(1);
  });
});
