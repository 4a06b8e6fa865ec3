/** The generated bindings of the EVSE manager API, against mosquitto and its own clients. */
import { describe, expect } from '@jest/globals';
import { evseManagerConsumer, greenhouse, streetLights } from '../../generated/index.js';
import { Collector } from '../runtime/harness.js';
import { runMosquittoPub, startMosquittoSub } from '../support/broker.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const { EvseManagerConsumerClient, EvseManagerConsumerMockServer } = evseManagerConsumer;
const prefix = 'everest_api/1/evse_manager_consumer/evse_1';
const stop = { reason: 'Local' } as const;

function replyToOf(body = ''): string {
  const request: unknown = JSON.parse(body);
  evseManagerConsumer.assertSendRequestGetEvse(request);
  return request.headers?.replyTo ?? '';
}

describe('on mosquitto', () => {
  const broker = mosquittoForTests();
  const where = (): { url: string; moduleId: string } => ({ url: broker.url, moduleId: 'evse_1' });
  const publish = (topic: string, body: string): Promise<void> =>
    runMosquittoPub(broker.port, ['-t', `${prefix}/${topic}`, '-q', '1', '-m', body]);

  test('mosquitto_sub sees a request in its envelope, and nothing else', async () => {
    const sub = await startMosquittoSub(broker.port, ['-t', `${prefix}/m2e/#`, '-v', '-C', '2']);
    await using client = await EvseManagerConsumerClient.connect(where());
    const pause = client.pauseCharging();
    const bare = (await sub.nextLine()).split(' ');
    expect(bare).toEqual([
      `${prefix}/m2e/pause_charging`,
      `{"headers":{"replyTo":"${replyToOf(bare[1])}"}}`,
    ]);
    const answer = client.stopTransaction(stop);
    const full = (await sub.nextLine()).split(' ');
    const replyTo = replyToOf(full[1]);
    expect(full).toEqual([
      `${prefix}/m2e/stop_transaction`,
      `{"headers":{"replyTo":"${replyTo}"},"payload":{"reason":"Local"}}`,
    ]);
    expect(replyTo).not.toBe(replyToOf(bare[1]));
    await publish(replyTo.slice(prefix.length + 1), 'true');
    await expect(answer).resolves.toBe(true);
    await publish(replyToOf(bare[1]).slice(prefix.length + 1), 'false');
    await expect(pause).resolves.toBe(false);
    await sub.stop();
  });

  test('what has no reply travels without an envelope', async () => {
    const sub = await startMosquittoSub(broker.port, ['-t', `${prefix}/m2e/#`, '-v', '-C', '3']);
    await using client = await EvseManagerConsumerClient.connect(where());
    await client.sendRandomDelaySetDurationS(42);
    await client.sendCommunicationCheck(true);
    await client.sendRandomDelayCancel();
    expect([await sub.nextLine(), await sub.nextLine(), await sub.nextLine()]).toEqual([
      `${prefix}/m2e/random_delay_set_duration_s 42`,
      `${prefix}/m2e/communication_check true`,
      `${prefix}/m2e/random_delay_cancel (null)`,
    ]);
    await sub.stop();
  });

  test('the mock server replies to mosquitto_pub on the topic that it gives', async () => {
    await using mock = await EvseManagerConsumerMockServer.start({ ...where(), heartbeatMs: 0 });
    mock.handleStopTransaction(({ reason }) => reason === 'Local');
    const sub = await startMosquittoSub(broker.port, ['-t', 'desk/#', '-v', '-C', '2']);
    await publish('m2e/get_evse', '{"headers":{"replyTo":"desk/1"}}');
    const [topic, body = ''] = (await sub.nextLine()).split(' ');
    expect(topic).toBe('desk/1');
    evseManagerConsumer.assertEvse(JSON.parse(body));
    await publish(
      'm2e/stop_transaction',
      '{"headers":{"replyTo":"desk/2"},"payload":{"reason":"Local"}}',
    );
    expect(await sub.nextLine()).toBe('desk/2 true');
    await sub.stop();
  });

  test('the value last sent answers get, and null before it', async () => {
    const house = { url: broker.url, houseId: 'north' };
    await using mock = await greenhouse.GreenhouseMockServer.start({ ...house, heartbeatMs: 0 });
    await using client = await greenhouse.GreenhouseClient.connect(house);
    await expect(client.getClimate()).resolves.toBeNull();
    const climate = { temperature: 21, humidity: 60 };
    await mock.sendClimate(climate);
    await expect(client.getClimate()).resolves.toEqual(climate);
  });

  test('channel parameters are part of the topic, both ways', async () => {
    await using mock = await streetLights.StreetLightsMockServer.start({ url: broker.url });
    await using client = await streetLights.StreetLightsClient.connect({ url: broker.url });
    const dimmed = new Collector<string>();
    mock.onDimCommand((_command, { parameters }) => {
      dimmed.add(`${parameters.district}/${parameters.lampId}`);
    });
    await client.sendDimCommand({ district: 'harbour' }, { percent: 10 });
    await client.sendDimCommand({ district: 'hillside', lampId: 'a.b' }, { percent: 10 });
    expect(await dimmed.reach(2)).toEqual(['harbour/all', 'hillside/a.b']);
    const moved = new Collector<string>();
    await client.onMotionDetected({ district: 'harbour' }, ({ sensorId }) => {
      moved.add(sensorId);
    });
    await mock.sendMotionDetected({ district: 'hillside' }, { sensorId: 'far', speed: 4 });
    await mock.sendMotionDetected({ district: 'harbour' }, { sensorId: 'near', speed: 4 });
    expect(await moved.reach(1)).toEqual(['near']);
  });
});
