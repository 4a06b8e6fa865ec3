/** Client and mock server on mosquitto, and against mosquitto's own clients. */
import { describe, expect } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { PublishError, type MessageContext } from '../../templates/runtime/index.js';
import { LampClient, LampMockServer, type Lamp } from '../apis/generated/lamp/index.js';
import { Collector, prefix, replyToOf } from '../runtime/harness.js';
import { runMosquittoPub, startMosquittoSub } from '../support/broker.js';
import { EchoClient, EchoMockServer } from '../apis/generated/echo/index.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const lamp: Lamp = { lamp_id: 'a', level: 1 };
const request = { connector_id: 1, level: 5 };

describe('on mosquitto', () => {
  const broker = mosquittoForTests();

  describe.each([4, 5] as const)('with MQTT protocol level %i', (protocolVersion) => {
    const where = (): { url: string; moduleId: string; mqtt: { protocolVersion: 4 | 5 } } => ({
      url: broker.url,
      moduleId: 'm1',
      mqtt: { protocolVersion },
    });

    test('a request is these bytes, and what mosquitto_pub answers is its reply', async () => {
      const topic = `${prefix}/m2e/set_level`;
      const sub = await startMosquittoSub(broker.port, ['-t', topic, '-C', '1']);
      await using client = await LampClient.connect(where());
      const reply = client.setLevel(request);
      const text = await sub.nextLine();
      await sub.stop();
      const replyTo = replyToOf(text);
      expect(text).toBe(
        `{"headers":{"replyTo":"${replyTo}"},"payload":{"connector_id":1,"level":5}}`,
      );
      await runMosquittoPub(broker.port, ['-t', replyTo, '-m', 'false']);
      await expect(reply).resolves.toBe(false);
    });

    test('the mock server replies to mosquitto_pub on the topic that it gives', async () => {
      await using mock = await LampMockServer.start({ ...where(), heartbeatMs: 0 });
      mock.handleSetLevel(({ level }) => level === 5);
      const sub = await startMosquittoSub(broker.port, ['-t', 'my/replies/#', '-v', '-C', '2']);
      const ask = (body: string): Promise<void> =>
        runMosquittoPub(broker.port, ['-t', `${prefix}/m2e/set_level`, '-q', '1', '-m', body]);
      await ask('{"headers":{"replyTo":"my/replies/1"},"payload":{"connector_id":1,"level":5}}');
      expect(await sub.nextLine()).toBe('my/replies/1 true');
      await runMosquittoPub(broker.port, [
        '-t',
        `${prefix}/m2e/lamp/get`,
        '-m',
        '{"headers":{"replyTo":"my/replies/2"}}',
      ]);
      expect(await sub.nextLine()).toBe('my/replies/2 null');
      await sub.stop();
    });

    test('client and mock server understand each other', async () => {
      await using mock = await LampMockServer.start({ ...where(), heartbeatMs: 1 });
      await using client = await LampClient.connect(where());
      await client.handleValidateToken(({ id_token }) => ({ accepted: id_token === 'good' }));
      const lamps = new Collector<Lamp>();
      await client.onLamp(lamps.add);
      await mock.sendLamp(lamp);
      expect(await lamps.reach(1)).toEqual([lamp]);
      await expect(client.getLamp()).resolves.toEqual(lamp);
      await expect(mock.validateToken({ id_token: 'good' })).resolves.toEqual({ accepted: true });
      const beats: number[] = [];
      for await (const beat of client.heartbeatStream()) {
        beats.push(beat);
        if (beats.length === 2) break;
      }
      const [first = NaN, second] = beats;
      expect(second).toBe(first + 1);
    });

    test('a hundred requests at once', async () => {
      await using mock = await LampMockServer.start({ ...where(), heartbeatMs: 0 });
      mock.handleQueryRoom((_nothing, { parameters }) => ({
        lamp_id: parameters.room_id,
        level: 0,
      }));
      await using client = await LampClient.connect(where());
      const rooms = Array.from({ length: 100 }, (_, i) => `room ${i}`);
      const replies = await Promise.all(rooms.map((room_id) => client.queryRoom({ room_id })));
      expect(replies.map(({ lamp_id }) => lamp_id)).toEqual(rooms);
    });

    test('R-20: a retained message is known for one', async () => {
      await using mock = await LampMockServer.start({ ...where(), heartbeatMs: 0 });
      await mock.sendLamp(lamp, { retain: true });
      const client = await LampClient.connect(where());
      const contexts = new Collector<MessageContext>();
      await client.onLamp((_lamp, context) => contexts.add(context));
      expect(await contexts.reach(1)).toMatchObject([{ retain: true, qos: 1 }]);
      await client.close();
      await runMosquittoPub(broker.port, ['-t', `${prefix}/e2m/lamp`, '-r', '-n']);
    });
  });

  describe('with the reply topic in the properties', () => {
    test('a subscription gets what has its parameters, though they share a level', async () => {
      await using client = await EchoClient.connect({ url: broker.url });
      await using mock = await EchoMockServer.start({ url: broker.url });
      const all: string[] = [];
      const own = new Collector<string>();
      await client.onDevice({}, (text) => void all.push(text));
      await client.onDevice({ model: 'alpha' }, own.add);
      await mock.sendDevice({ model: 'beta', serial: '1' }, 'of beta');
      await mock.sendDevice({ model: 'alpha', serial: '2' }, 'of alpha');
      expect(await own.reach(1)).toEqual(['of alpha']);
      expect(all).toEqual(['of beta', 'of alpha']);
    });

    test('connects with MQTT 5, and asks with response topic and correlation data', async () => {
      const raw = await connectAsync(broker.url, { protocolVersion: 5 });
      const seen = new Collector<{ body: string; responseTopic: unknown; bytes: unknown }>();
      raw.on('message', (_topic, body, { properties }) => {
        const { responseTopic, correlationData } = properties ?? {};
        seen.add({ body: body.toString(), responseTopic, bytes: correlationData?.length });
        raw.publish(responseTopic ?? '', '"foreign"', {
          properties: { correlationData: Buffer.from('foreign') },
        });
        raw.publish(responseTopic ?? '', '"right"', {
          properties: correlationData === undefined ? {} : { correlationData },
        });
      });
      await raw.subscribeAsync('echo/ask');
      await using client = await EchoClient.connect({ url: broker.url });
      await expect(client.echo('hello')).resolves.toBe('right');
      expect(seen.items).toEqual([
        { body: '"hello"', responseTopic: expect.stringMatching(/^echo\/reply\//), bytes: 16 },
      ]);
      await raw.endAsync();
    });

    test('the mock server replies there, and headers travel with every message', async () => {
      await using mock = await EchoMockServer.start({ url: broker.url });
      const headers = { 'trace-id': '1', list: ['a', 'b'] };
      const seen = new Collector<MessageContext>();
      mock.handleEcho((text, context) => {
        seen.add(context);
        return `${text}!`;
      });
      await using client = await EchoClient.connect({ url: broker.url });
      await expect(client.echo('hello', { headers })).resolves.toBe('hello!');
      expect(seen.items[0]?.headers).toEqual(headers);
      await client.handleQuestion((text) => text.length);
      await expect(mock.question('four')).resolves.toBe(4);
    });

    test('a connection of MQTT 3.1.1 says what it lacks', async () => {
      await using client = await EchoClient.connect({
        url: broker.url,
        mqtt: { protocolVersion: 4 },
      });
      const attempt = client.echo('hello');
      await expect(attempt).rejects.toBeInstanceOf(PublishError);
      await expect(attempt).rejects.toThrow('MQTT 5');
    });

    test('R-18: nobody there, which the broker says at once (0x10)', async () => {
      await using client = await EchoClient.connect({ url: broker.url });
      const attempt = client.echo('hello', { timeoutMs: Infinity });
      await expect(attempt).rejects.toBeInstanceOf(PublishError);
      await expect(attempt).rejects.toThrow('nobody has subscribed');
    });

    test('R-18: nobody there, so a request to several peers has no reply, which is no error', async () => {
      await using client = await EchoClient.connect({ url: broker.url });
      for await (const reply of client.echoReplies('hello', { windowMs: Infinity })) {
        throw new Error(reply);
      }
    });
  });
});
