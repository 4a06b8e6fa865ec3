/** What EVerest really sends reaches handlers (RELIABILITY.md, R-19 and fault 8), with the real bindings. */
import { afterEach, describe, expect } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import type { ConnectOptions, RejectedMessage } from '../../templates/runtime/index.js';
import { authTokenValidator, evseManagerConsumer, powermeter } from '../../generated/index.js';
import type { ValidationError } from '../../generated/runtime/index.js';
import { StationClient } from '../apis/generated/station/index.js';
import { Collector } from '../runtime/harness.js';
import { runMosquittoPub } from '../support/broker.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

function closing<C extends { close(): Promise<void> }>(client: C): C {
  toClose.push(() => client.close());
  return client;
}

type Refused = readonly [ValidationError, RejectedMessage];

const event = { uuid: 'a', timestamp: '2026-01-01T00:00:00.000Z', event: 'SessionStarted' };

describe('on mosquitto', () => {
  const broker = mosquittoForTests();
  const prefix = 'everest_api/1/evse_manager_consumer/evse_1';
  const publish = (topic: string, body: string): Promise<void> =>
    runMosquittoPub(broker.port, ['-t', `${prefix}/e2m/${topic}`, '-q', '1', '-m', body]);

  async function connect(options: ConnectOptions = {}) {
    const refused = new Collector<Refused>();
    const client = await evseManagerConsumer.EvseManagerConsumerClient.connect({
      ...{ url: broker.url, moduleId: 'evse_1', ...options },
      onInvalidMessage: (error, message) => refused.add([error, message]),
    });
    return { client: closing(client), refused };
  }

  /** EVerest: calls `answer` with each request on a topic and its reply topic. */
  async function everest(topic: string, answer: (raw: MqttClient, replyTo: string) => unknown) {
    const raw = await connectAsync(broker.url);
    toClose.push(() => raw.endAsync(true));
    raw.on('message', (_topic, body) => {
      const request: unknown = JSON.parse(body.toString());
      evseManagerConsumer.assertSendRequestGetEvse(request);
      answer(raw, request.headers?.replyTo ?? '');
    });
    await raw.subscribeAsync(topic);
  }

  test('fault 8: events of EVerest reach their handlers, in its order', async () => {
    const { client, refused } = await connect();
    const events = new Collector<string>();
    await client.onSessionEvent(({ event: name, timestamp }) => events.add(`${name} ${timestamp}`));
    await publish('session_event', JSON.stringify({ ...event, event: 'SessionResumed:' }));
    const reservation = { event: 'ReservationStart', uuid: '', timestamp: '' };
    await publish('session_event', JSON.stringify(reservation));
    await publish('session_event', JSON.stringify({ ...event, new_field: [1] }));
    expect(await events.reach(3)).toEqual([
      `SessionResumed ${event.timestamp}`,
      'ReservationStart ',
      `SessionStarted ${event.timestamp}`,
    ]);
    expect(refused.items).toEqual([]);
    expect(client.counters.invalidMessages).toBe(0);
  });

  test('fault 8: variables of EVerest reach their handlers', async () => {
    const { client, refused } = await connect();
    const values = new Collector<unknown>();
    await client.onSessionInfo(values.add);
    await client.onEvseId(values.add);
    await client.onSupportedEnergyTransferModes(values.add);
    const info = {
      ...{ state: 'Unplugged', charged_energy_wh: -7, discharged_energy_wh: 0 },
      ...{ latest_total_w: 0, session_duration_s: 0, timestamp: event.timestamp, more: 1 },
    };
    await publish('session_info', JSON.stringify(info));
    expect(await values.reach(1)).toEqual([{ ...info, charged_energy_wh: 0 }]);
    await publish('evse_id', 'DE*PNX*E12345*1');
    await publish('supported_energy_transfer_modes', '{"modes":["DC_core"]}');
    expect((await values.reach(3)).slice(1)).toEqual(
      expect.arrayContaining(['DE*PNX*E12345*1', ['DC_core']]),
    );
    expect(refused.items).toEqual([]);
  });

  test('R-19: what is refused goes to onInvalidMessage as it arrived, and the next one arrives', async () => {
    const { client, refused } = await connect();
    const names = new Collector<string>();
    await client.onSessionEvent(({ event: name }) => names.add(name));
    const bodies = ['', '{"uuid":', JSON.stringify({ ...event, event: 'Other', more: 1 }), '[]'];
    for (const body of bodies.slice(1)) await publish('session_event', body);
    await runMosquittoPub(broker.port, ['-t', `${prefix}/e2m/session_event`, '-n']);
    await publish('session_event', JSON.stringify(event));
    expect(await names.reach(1)).toEqual(['SessionStarted']);
    const found = (await refused.reach(4)).map(([error, { topic, body }]) => ({
      topic,
      body: Buffer.from(body).toString(),
      keywords: error.issues.map(({ keyword }) => keyword),
    }));
    const topic = `${prefix}/e2m/session_event`;
    expect(found).toEqual([
      { topic, body: bodies[1], keywords: ['json'] },
      { topic, body: bodies[2], keywords: ['enum'] },
      { topic, body: bodies[3], keywords: ['type'] },
      { topic, body: bodies[0], keywords: ['json'] },
    ]);
    expect(client.counters.invalidMessages).toBe(4);
  });

  test('strict: only what the document says reaches handlers', async () => {
    const { client, refused } = await connect({ incoming: 'strict' });
    const names = new Collector<string>();
    await client.onSessionEvent(({ event: name }) => names.add(name));
    await publish('session_event', JSON.stringify({ ...event, event: 'SessionResumed:' }));
    await publish('session_event', JSON.stringify({ ...event, uuid: '', timestamp: '' }));
    await publish('session_event', JSON.stringify(event));
    await names.reach(1);
    expect(await refused.reach(2)).toHaveLength(2);
  });

  test('off: whatever is JSON reaches handlers', async () => {
    const { client } = await connect({ incoming: 'off' });
    const values = new Collector<unknown>();
    await client.onSessionEvent(values.add);
    await publish('session_event', '{"event":7}');
    expect(await values.reach(1)).toEqual([{ event: 7 }]);
  });

  test('an unparseable first reply, with a good one after it', async () => {
    const { client, refused } = await connect();
    await everest(`${prefix}/m2e/pause_charging`, (raw, replyTo) => {
      raw.publish(replyTo, 'not json');
      raw.publish(replyTo, 'true');
    });
    await expect(client.pauseCharging()).resolves.toBe(true);
    expect(refused.items.map(([error]) => error.issues[0]?.keyword)).toEqual(['json']);
  });

  test('is_ca_certificate_installed replies twice: the first reply counts', async () => {
    const station = 'everest_api/1/station/s1';
    await everest(`${station}/m2e/is_ca_certificate_installed`, (raw, replyTo) => {
      raw.publish(replyTo, 'false');
      raw.publish(replyTo, 'true');
    });
    const client = closing(await StationClient.connect({ url: broker.url, moduleId: 's1' }));
    await expect(client.isCaCertificateInstalled()).resolves.toBe(false);
  });

  test('get_verify_location replies with a raw path, and …/get with true', async () => {
    const station = 'everest_api/1/station/s1';
    await everest(`${station}/m2e/get_verify_location`, (raw, replyTo) => {
      raw.publish(replyTo, '/etc/everest/certs');
    });
    await everest(`${station}/m2e/+/get`, (raw, replyTo) => {
      raw.publish(replyTo, 'true');
    });
    const client = closing(await StationClient.connect({ url: broker.url, moduleId: 's1' }));
    await expect(client.getVerifyLocation()).resolves.toBe('/etc/everest/certs');
    await expect(client.getLimits()).resolves.toBeNull();
    await expect(client.getIsConnected()).resolves.toBe(true);
  });

  test('stop_transaction with a bare id is answered, validate_token without payload is refused', async () => {
    const meter = closing(
      await powermeter.PowermeterClient.connect({ url: broker.url, moduleId: 'm' }),
    );
    const stopped = new Collector<string>();
    await meter.handleStopTransaction(({ transaction_id: id }) => {
      stopped.add(id);
      return { status: 'OK' };
    });
    const raw = await connectAsync(broker.url);
    toClose.push(() => raw.endAsync(true));
    const replies = new Collector<string>();
    raw.on('message', (_topic, body) => replies.add(body.toString()));
    await raw.subscribeAsync('desk');
    const request = JSON.stringify({ headers: { replyTo: 'desk' }, payload: 't1' });
    raw.publish('everest_api/1/powermeter/m/e2m/stop_transaction', request);
    expect(await stopped.reach(1)).toEqual(['t1']);
    expect(await replies.reach(1)).toEqual(['{"status":"OK"}']);

    const refused = new Collector<string>();
    const tokens = await authTokenValidator.AuthTokenValidatorClient.connect({
      ...{ url: broker.url, moduleId: 't' },
      onInvalidMessage: (error, { topic }) => refused.add(`${topic}: ${error.message}`),
    });
    await closing(tokens).handleValidateToken(() => {
      throw new Error('called without a token');
    });
    raw.publish('everest_api/1/auth_token_validator/t/e2m/validate_token', '{"headers":{}}');
    expect((await refused.reach(1))[0]).toMatch(/validate_token: .*\/payload is required/);
  });
});
