/** Replies that are matched by the correlation ids of the document, on mosquitto, in both roles. */
import { afterEach, describe, expect } from '@jest/globals';
import { connectAsync, type IPublishPacket, type MqttClient } from 'mqtt';
import {
  PublishError,
  QueueFullError,
  TimeoutError,
  type ValidationError,
} from '../../templates/runtime/index.js';
import { ParcelsClient, ParcelsMockServer } from '../apis/generated/parcels/index.js';
import { TicketsClient, TicketsMockServer, type Ask } from '../apis/generated/tickets/index.js';
import { Collector } from '../runtime/harness.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

interface Seen {
  readonly body: unknown;
  readonly packet: IPublishPacket;
}

/** Somebody else on the broker, who receives on one topic. */
interface Peer {
  readonly seen: Collector<Seen>;
  send(topic: string, body: unknown, options?: Parameters<MqttClient['publishAsync']>[2]): void;
}

const broker = mosquittoForTests();
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function openPeer(protocolVersion: 4 | 5, topic: string): Promise<Peer> {
  const raw = await connectAsync(broker.url, { protocolVersion });
  opened.push(() => raw.endAsync(true));
  const seen = new Collector<Seen>();
  raw.on('message', (_topic, body, packet) => {
    const read: unknown = JSON.parse(body.toString());
    seen.add({ body: read, packet });
  });
  await raw.subscribeAsync(topic);
  return {
    seen,
    send: (to, body, options) =>
      void raw.publish(to, typeof body === 'string' ? body : JSON.stringify(body), options ?? {}),
  };
}

function askIdOf({ body }: Seen): string {
  const { meta } = body as Ask;
  return meta.askId;
}

describe.each([4, 5] as const)('with MQTT protocol level %i', (protocolVersion) => {
  const errors: unknown[] = [];
  afterEach(() => {
    errors.length = 0;
  });
  const options = (): {
    url: string;
    mqtt: { protocolVersion: 4 | 5 };
    onError: (error: unknown) => void;
  } => ({
    url: broker.url,
    mqtt: { protocolVersion },
    onError: (error) => void errors.push(error),
  });

  describe('the side that asks', () => {
    test('takes replies in any order, and none but its own', async () => {
      const peer = await openPeer(protocolVersion, 'tickets/ask');
      await using client = await TicketsClient.connect(options());
      const replies = ['a', 'b', 'c'].map((seat) => client.quote({ meta: {}, seat }));
      const ids = (await peer.seen.reach(3)).map(askIdOf);
      expect(ids).toEqual(ids.map(() => expect.stringMatching(uuid)));
      expect(new Set(ids).size).toBe(3);
      const answer = (forAsk: unknown, text: string): void =>
        peer.send('tickets/answers', { forAsk, text });
      answer('2b1e4d0c-0000-4000-8000-000000000000', 'foreign');
      peer.send('tickets/answers', { text: 'without an id' });
      peer.send('tickets/answers', '{"forAsk": broken');
      answer({ id: ids[0] }, 'an object');
      for (const [index, id] of [...ids.entries()].reverse()) {
        answer(id, `for ${index}`);
        answer(id, 'again');
      }
      const texts = (await Promise.all(replies)).map(({ text }) => text);
      expect(texts).toEqual(['for 0', 'for 1', 'for 2']);
      const last = client.quote({ meta: {}, seat: 'd' });
      const [, , , seen] = await peer.seen.reach(4);
      answer(seen && askIdOf(seen), 'for the last');
      await expect(last).resolves.toEqual({ forAsk: expect.any(String), text: 'for the last' });
      expect(client.counters.ignoredReplies).toBe(7);
      expect(errors).toEqual([]);
    });

    test('times out if no reply has its id, and says that this may be why', async () => {
      const peer = await openPeer(protocolVersion, 'tickets/ask');
      await using client = await TicketsClient.connect(options());
      const reply = client.quote({ meta: {}, seat: 'a' }, { timeoutMs: 200 });
      const failed = expect(reply).rejects.toMatchObject({
        code: TimeoutError.code,
        likelyCauses: expect.arrayContaining([expect.stringContaining('correlation id')]),
      });
      await peer.seen.reach(1);
      peer.send('tickets/answers', { text: 'without an id' });
      await failed;
    });

    test('reports a reply that has its id and is otherwise invalid, and waits for another', async () => {
      const peer = await openPeer(protocolVersion, 'tickets/ask');
      const invalid = new Collector<ValidationError>();
      await using client = await TicketsClient.connect({
        ...options(),
        onInvalidMessage: invalid.add,
      });
      const reply = client.quote({ meta: {}, seat: 'a' });
      const [seen] = await peer.seen.reach(1);
      const forAsk = seen && askIdOf(seen);
      peer.send('tickets/answers', { forAsk, text: 1 });
      peer.send('tickets/answers', { forAsk, text: 'good' });
      await expect(reply).resolves.toMatchObject({ text: 'good' });
      expect(invalid.items).toHaveLength(1);
    });

    test('does not take a retained message for a reply, even with its id', async () => {
      const peer = await openPeer(protocolVersion, 'tickets/code');
      const retained = { retain: true, qos: 1 } as const;
      peer.send('tickets/codes', { code: 'OLD' }, retained);
      await using client = await TicketsClient.connect(options());
      const old = client.redeem({ code: 'OLD' }, { timeoutMs: 200 });
      await expect(old).rejects.toBeInstanceOf(TimeoutError);
      peer.send('tickets/codes', '', retained);
    });

    test('counts within the limits of integers, and uses no id twice at a time', async () => {
      const peer = await openPeer(protocolVersion, 'tickets/turn');
      await using client = await TicketsClient.connect(options());
      const turns = ['a', 'b', 'c'].map((name) => client.takeTurn({ name }));
      const seen = await peer.seen.reach(3);
      const sorted = seen.map(({ body }) => body).sort((a, b) => noOf(a) - noOf(b));
      expect(sorted.map(noOf)).toEqual([1, 2, 3]);
      await expect(client.takeTurn({ name: 'd' })).rejects.toBeInstanceOf(QueueFullError);
      sorted.forEach((turn) => peer.send('tickets/turns', turn));
      const names = (await Promise.all(turns)).map(({ name }) => name);
      expect(names).toEqual(['a', 'b', 'c']);
      const next = client.takeTurn({ name: 'e' });
      const [, , , again] = await peer.seen.reach(4);
      peer.send('tickets/turns', again?.body);
      await expect(next).resolves.toMatchObject({ name: 'e' });
    });

    test('uses the id that the caller sets, unless another request has it', async () => {
      const peer = await openPeer(protocolVersion, 'tickets/code');
      await using client = await TicketsClient.connect(options());
      const first = client.redeem({ code: 'ABC' });
      const twice = expect(client.redeem({ code: 'ABC' })).rejects.toThrow('pending request');
      await twice;
      const second = client.redeem({ code: 'XYZ' });
      await peer.seen.reach(2);
      peer.send('tickets/codes', { code: 'XYZ' });
      await expect(second).resolves.toEqual({ code: 'XYZ' });
      peer.send('tickets/codes', { code: 'ABC' });
      await expect(first).resolves.toEqual({ code: 'ABC' });
      const unchecked: { code: string } = JSON.parse('{}');
      await expect(client.redeem(unchecked)).rejects.toThrow('correlation id is not valid');
    });

    test('finds the id beside the reply topic in the body', async () => {
      const peer = await openPeer(protocolVersion, 'tickets/greet');
      await using client = await TicketsClient.connect(options());
      const reply = client.greet({ name: 'Ada' });
      const [seen] = await peer.seen.reach(1);
      const { headers } = seen?.body as { headers: { replyTo: string; askId: string } };
      expect(seen?.body).toEqual({
        headers: { replyTo: expect.any(String), askId: expect.stringMatching(uuid) },
        payload: { name: 'Ada' },
      });
      peer.send(headers.replyTo, { forAsk: 'foreign', text: 'wrong' });
      peer.send(`${headers.replyTo}0`, { forAsk: headers.askId, text: 'on another topic' });
      peer.send(headers.replyTo, { forAsk: headers.askId, text: 'hello' });
      await expect(reply).resolves.toMatchObject({ text: 'hello' });
    });
  });

  describe('both sides of ours', () => {
    test('a hundred requests of two clients at once, answered in any order', async () => {
      await using mock = await TicketsMockServer.start(options());
      mock.handleQuote(async ({ seat }) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
        return { text: seat };
      });
      await using one = await TicketsClient.connect(options());
      await using other = await TicketsClient.connect(options());
      const seats = Array.from({ length: 50 }, (_, index) => `seat ${index}`);
      const replies = await Promise.all(
        seats.flatMap((seat) =>
          [one, other].map(async (client) => (await client.quote({ meta: {}, seat })).text),
        ),
      );
      expect(replies).toEqual(seats.flatMap((seat) => [seat, seat]));
      expect(errors).toEqual([]);
    });

    test('the sample of the mock server has the id of the request, also in the history', async () => {
      await using mock = await TicketsMockServer.start(options());
      await using client = await TicketsClient.connect(options());
      const { forAsk } = await client.quote({ meta: {}, seat: 'a' });
      expect(forAsk).toMatch(uuid);
      expect(mock.history).toMatchObject([
        { kind: 'request', payload: { meta: { askId: forAsk } } },
        { kind: 'reply', payload: { forAsk } },
      ]);
    });

    test('the client answers, whatever id its handler returns', async () => {
      await using mock = await TicketsMockServer.start(options());
      await using client = await TicketsClient.connect(options());
      await client.handleCheck(({ no, name = '' }) => ({ no: no === 1 ? 2 : 1, name: `${name}!` }));
      await expect(mock.check({ name: 'a' })).resolves.toMatchObject({ name: 'a!' });
    });
  });

  describe('the side that answers', () => {
    test('copies the id, and does not answer a request without one', async () => {
      const peer = await openPeer(protocolVersion, 'tickets/answers');
      const invalid = new Collector<ValidationError>();
      await using mock = await TicketsMockServer.start({
        ...options(),
        onInvalidMessage: invalid.add,
      });
      mock.handleQuote(({ seat }) => ({ text: seat }));
      const askId = '11111111-2222-4333-8444-555555555555';
      peer.send('tickets/ask', { meta: {}, seat: 'none' });
      peer.send('tickets/ask', { meta: { askId }, seat: 'one' });
      peer.send('tickets/ask', { meta: { askId }, seat: 'one again' });
      const replies = (await peer.seen.reach(2)).map(({ body }) => body);
      expect(replies).toEqual([
        { text: 'one', forAsk: askId },
        { text: 'one again', forAsk: askId },
      ]);
      expect(invalid.items[0]?.issues[0]?.path).toBe('/meta/askId');
    });

    test('finds the id beside the reply topic in the body', async () => {
      const peer = await openPeer(protocolVersion, 'my/answers');
      await using mock = await TicketsMockServer.start(options());
      mock.handleGreet(({ name }) => ({ text: `hello ${name}` }));
      const headers = { replyTo: 'my/answers', askId: 'x-1' };
      peer.send('tickets/greet', { headers, payload: { name: 'Ada' } });
      const [reply] = await peer.seen.reach(1);
      expect(reply?.body).toEqual({ forAsk: 'x-1', text: 'hello Ada' });
    });
  });
});

function noOf(turn: unknown): number {
  return (turn as { no: number }).no;
}

describe('with ids in headers', () => {
  const headersOf = ({ packet }: Seen): object => ({ ...packet.properties?.userProperties });

  test('replies are told apart by a header, whatever their correlation data', async () => {
    const peer = await openPeer(5, 'parcels/find');
    await using client = await ParcelsClient.connect({ url: broker.url });
    const replies = [client.find('a'), client.find('b')];
    const ids = (await peer.seen.reach(2)).map((seen) => headersOf(seen) as { ask: string });
    const answer = (text: string, userProperties: Record<string, string>): void =>
      peer.send('parcels/found', JSON.stringify(text), { properties: { userProperties } });
    answer('without an id', {});
    answer('foreign', { answers: 'foreign' });
    for (const { ask } of ids.reverse()) answer(`of ${ask}`, { answers: ask });
    expect(await Promise.all(replies)).toEqual(ids.reverse().map(({ ask }) => `of ${ask}`));
  });

  test('the mock server copies the header, and asks with a number', async () => {
    await using mock = await ParcelsMockServer.start({ url: broker.url });
    await using client = await ParcelsClient.connect({ url: broker.url });
    mock.handleFind((text) => `${text}!`);
    await expect(client.find('a')).resolves.toBe('a!');
    await client.handleWeigh((name, { headers: { no, unit } }) => {
      expect(Number.isInteger(no)).toBe(true);
      // It starts anywhere below 2^31, so another client hardly ever uses the same numbers.
      expect(no).toBeGreaterThan(100);
      return { grams: name.length * (unit === 'kg' ? 1000 : 1), of: {} };
    });
    const weights = await Promise.all(
      ['a', 'ab'].map((name) => mock.weigh(name, { headers: { unit: 'kg' } })),
    );
    expect(weights).toMatchObject([{ grams: 1000 }, { grams: 2000 }]);
  });

  test('a connection of MQTT 3.1.1 says what it lacks', async () => {
    await using client = await ParcelsClient.connect({
      url: broker.url,
      mqtt: { protocolVersion: 4 },
    });
    const attempt = client.find('a');
    await expect(attempt).rejects.toBeInstanceOf(PublishError);
    await expect(attempt).rejects.toThrow('MQTT 5');
  });
});

test('clients that share a connection have inboxes of their own', async () => {
  const raw = await connectAsync(broker.url);
  opened.push(() => raw.endAsync(true));
  await using mock = await TicketsMockServer.start({ url: broker.url });
  mock.handleQuote(({ seat }) => ({ text: seat }));
  await using last = await TicketsClient.connect({ client: raw });
  for (const seat of ['a', 'b', 'c']) {
    const client = await TicketsClient.connect({ client: raw });
    const both = [client, last].map((each) => each.quote({ meta: {}, seat }));
    expect(await Promise.all(both)).toMatchObject([{ text: seat }, { text: seat }]);
    await client.close();
    await expect(last.quote({ meta: {}, seat })).resolves.toMatchObject({ text: seat });
  }
});
