/** `startMock`: generated mock servers for tests, with and without the simulated station. */
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { authConsumer, evseManagerConsumer } from '../../../generated/index.js';
import { ACTIONS } from '../../../src/mock/everest/scenario/actions.js';
import { stationControl } from '../../../src/mock/testing/station-control.js';
import { startMock, type Mock, type StartMockOptions } from '../../../src/testing.js';
import { LampClient, LampMockServer } from '../../apis/generated/lamp/index.js';
import { Collector } from '../../runtime/harness.js';

const { EvseManagerConsumerClient, EvseManagerConsumerMockServer } = evseManagerConsumer;
const { AuthConsumerClient, AuthConsumerMockServer } = authConsumer;

const moduleId = 'evse_1';
const setLevel = 'lamps/1/evse_1/m2e/set_level';

function startEverest(options: Partial<StartMockOptions> = {}): Promise<Mock> {
  return startMock({
    ...{ apis: [EvseManagerConsumerMockServer, AuthConsumerMockServer], everest: true },
    ...{ clock: 'fake', variables: { module_id: moduleId }, profile: 'spec', ...options },
  });
}

function startLamp(options: Partial<StartMockOptions> = {}): Promise<Mock> {
  return startMock({ apis: [LampMockServer], variables: { module_id: moduleId }, ...options });
}

function payloadsOf(mock: Mock, operation: string): readonly unknown[] {
  return mock
    .history()
    .filter((entry) => entry.operation === operation)
    .map(({ payload }) => payload);
}

/** Waits until the mock servers have received this many messages. */
async function received(mock: Mock, count: number): Promise<void> {
  while (mock.history().filter(({ direction }) => direction === 'received').length < count) {
    await setImmediate();
  }
}

function messageOf(run: () => unknown): string {
  try {
    run();
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

describe('with a station', () => {
  it('a client drives a session from plug to unplug', async () => {
    await using mock = await startEverest();
    await using evse = await EvseManagerConsumerClient.connect({ url: mock.url, moduleId });
    await using auth = await AuthConsumerClient.connect({ url: mock.url, moduleId });
    const seen = new Collector<string>();
    await evse.onSessionEvent(({ event }) => seen.add(event));
    const statuses = new Collector<string>();
    await auth.onTokenValidationStatus(({ status }) => statuses.add(status));
    await mock.station.plugIn();
    await mock.clock.advance(1_000);
    await mock.station.swipe('CARD_1');
    await mock.clock.advance(5_000);
    expect(await evse.pauseCharging()).toBe(true);
    mock.expect('pause_charging').toHaveBeenCalledOnce();
    await mock.clock.advance(3_000);
    await mock.station.unplug();
    await mock.clock.advance(5_000);
    await mock
      .expect('session_info')
      .within(5_000)
      .toHaveBeenCalledWith(
        expect.objectContaining({ state: 'Unplugged', session_end_time: expect.anything() }),
      );
    expect(await seen.reach(payloadsOf(mock, 'sessionEvent').length - 1)).toEqual([
      ...['SessionStarted', 'AuthRequired', 'Authorized', 'TransactionStarted'],
      ...['PrepareCharging', 'ChargingStarted', 'StoppingCharging', 'ChargingPausedEVSE'],
      ...['StoppingCharging', 'ChargingFinished', 'TransactionFinished', 'SessionFinished'],
    ]);
    expect(await statuses.reach(2)).toEqual(['Processing', 'Accepted']);
  });

  it('shows the quirks of its profile, and answers handlers of the typed mock server all the same', async () => {
    await using mock = await startEverest({ profile: 'main', quirks: { 'no-get': true } });
    await using evse = await EvseManagerConsumerClient.connect({ url: mock.url, moduleId });
    expect(payloadsOf(mock, 'supportedEnergyTransferModes')).toEqual([
      { modes: ['AC_single_phase_core', 'AC_three_phase_core'] },
    ]);
    const server = mock.server(EvseManagerConsumerMockServer);
    server.handleGetEvse(() => ({ id: 7, connectors: [{ id: 1 }] }));
    expect(await evse.getEvse()).toEqual({ id: 7, connectors: [{ id: 1 }] });
    const events = new Collector<string>();
    await evse.onSessionEvent(({ event }) => events.add(event));
    await server.sendSessionEvent({
      ...{ uuid: 'u', timestamp: '2026-01-01T00:00:00Z', event: 'PluginTimeout' },
    });
    expect(await events.reach(1)).toEqual(['PluginTimeout']);
  });

  it('says why EVerest does not answer', async () => {
    await using mock = await startEverest({ profile: 'main', onError: () => undefined });
    await using evse = await EvseManagerConsumerClient.connect({ url: mock.url, moduleId });
    await expect(evse.reserve(1, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(messageOf(() => mock.expect('reserve').notToHaveBeenCalled())).toContain(
      '✗ reserve was not answered: m2e/reserve is ignored, as by releases of EVerest',
    );
  });

  it('lets no time pass by itself, and has the settings of the station', async () => {
    const station = { charge_mode: 'DC', car: { soc: 20 } } as const;
    await using mock = await startEverest({ everest: { station } });
    expect(payloadsOf(mock, 'heartbeat')).toEqual([0, 0]);
    await mock.clock.advance(2_500);
    expect(payloadsOf(mock, 'heartbeat')).toEqual([0, 0, 1, 1, 2, 2]);
    expect(mock.history().at(-1)?.time).toEqual(new Date('2026-01-01T00:00:02.500Z'));
    expect(payloadsOf(mock, 'supportedEnergyTransferModes')).toEqual([['DC_extended']]);
  });

  it('beats in real time by default', async () => {
    await using mock = await startEverest({ clock: 'real' });
    await mock.expect('evse-manager-consumer/heartbeat').within(5_000).toHaveBeenCalledTimes(2);
    await expect(mock.clock.advance(1)).rejects.toThrow("Start the mock with clock: 'fake'");
  });

  it('starts anew after reset', async () => {
    await using mock = await startEverest();
    await using evse = await EvseManagerConsumerClient.connect({ url: mock.url, moduleId });
    mock
      .server(EvseManagerConsumerMockServer)
      .handleGetEvse(() => ({ id: 7, connectors: [{ id: 1 }] }));
    await mock.station.plugIn();
    await mock.reset();
    expect(await evse.getEvse()).toMatchObject({ id: 1 });
    expect(payloadsOf(mock, 'sessionEvent')).toMatchObject([{ event: 'Enabled' }]);
    await mock.station.plugIn();
    await mock.clock.advance(0);
    expect(payloadsOf(mock, 'sessionEvent')).toMatchObject([
      ...[{ event: 'Enabled' }, { event: 'SessionStarted' }, { event: 'AuthRequired' }],
    ]);
  });

  it('has several EVSEs, where methods take the number of one', async () => {
    await using mock = await startEverest({ everest: { station: { evses: [{}, {}] } } });
    await mock.station.plugIn({ evse: 2 });
    await mock.clock.advance(0);
    expect(await mock.station.pause({ evse: 2 })).toBe(false);
    await mock.station.swipe('CARD_1', { evse: 2 });
    await mock.clock.advance(5_000);
    expect(await mock.station.pause({ evse: 1 })).toBe(false);
    expect(await mock.station.pause({ evse: 2 })).toBe(true);
  });

  it('has a method for every action of scenarios', async () => {
    const performed: string[] = [];
    const control = stationControl((action) => Promise.resolve(void performed.push(action)));
    for (const method of Object.values(control)) await Reflect.apply(method, control, []);
    expect(performed).toEqual(Object.keys(ACTIONS));
  });
});

describe('without a station', () => {
  it('is the typed mock server on a broker of its own', async () => {
    await using mock = await startLamp();
    await using client = await LampClient.connect({ url: mock.url, moduleId });
    mock.server(LampMockServer).handleSetLevel(({ level }) => level > 10);
    expect(await client.setLevel({ connector_id: 1, level: 20 })).toBe(true);
    mock.expect('setLevel').toHaveBeenCalledWith({ connector_id: 1, level: 20 });
    mock.expect('set_level').toHaveBeenCalledWith(expect.objectContaining({ level: 20 }));
    mock.expect('switch_off').notToHaveBeenCalled();
    expect(messageOf(() => mock.station)).toContain('Start it with everest: true');
    expect(messageOf(() => mock.server(EvseManagerConsumerMockServer))).toBe(
      'RangeError: This mock has no EvseManagerConsumerMockServer. Add it to `apis`',
    );
  });

  it('says what was received instead, and why messages were dropped', async () => {
    await using mock = await startLamp();
    const raw = await connectAsync(mock.url);
    await raw.publishAsync(setLevel, '{"headers":{"replyTo":"r"},"payload":{"connector_id":1}}');
    await received(mock, 1);
    await raw.publishAsync('lamps/1/evse_1/m2e/set_levle', '{}');
    await raw.publishAsync('lamps/1/evse_1/m2e/switch_off', '{"headers":{"replyTo":"r"}}');
    await mock.expect('switch_off').within(5_000).toHaveBeenCalled();
    await raw.endAsync();
    expect(messageOf(() => mock.expect('set_level').toHaveBeenCalledOnce()))
      .toBe(`ExpectationError: Expected setLevel of lamp to be received once, but it was received 0 times.
The mock servers received:
  ✗ ${setLevel} was dropped: SendRequestSetLevel (received on ${setLevel}) is not valid: /payload/level is required
  ✗ lamps/1/evse_1/m2e/set_levle was dropped: no operation has this topic; did you mean ${setLevel}?
  - switchOff`);
    expect(messageOf(() => mock.expect('set_levle'))).toBe(
      'RangeError: There is no operation "set_levle". Did you mean set_level?',
    );
    await expect(mock.expect('ping').within(10).toHaveBeenCalled()).rejects.toMatchObject({
      name: 'ExpectationError',
      actual: [],
    });
    expect(mock.history().filter(({ problem }) => problem !== undefined)).toMatchObject([
      { kind: 'request', api: 'lamp', error: { issues: [{ path: '/payload/level' }] } },
      { kind: 'unused', payload: '{}', topic: 'lamps/1/evse_1/m2e/set_levle' },
    ]);
  });

  it('answers with overrides, which a test can replace until reset', async () => {
    await using mock = await startLamp({ overrides: { set_level: [false, true] } });
    await using client = await LampClient.connect({ url: mock.url, moduleId });
    const ask = (): Promise<boolean> => client.setLevel({ connector_id: 1, level: 20 });
    expect([await ask(), await ask(), await ask()]).toEqual([false, true, false]);
    mock.override({ set_level: true });
    expect([await ask(), await ask()]).toEqual([true, true]);
    await mock.reset();
    expect(await ask()).toBe(false);
    expect(messageOf(() => mock.override({ set_level: 'yes' }))).toBe(
      'OverrideError: /set_level: Reply is not valid: must be boolean, but is "yes"',
    );
  });

  it('sends overrides again and again', async () => {
    const lamps = [1, 2].map((level) => ({ lamp_id: 'a', level }));
    await using mock = await startLamp({
      ...{ clock: 'fake', overrides: { lamp: lamps }, every: { lamp: 5 } },
    });
    await mock.clock.advance(15_000);
    expect(payloadsOf(mock, 'lamp')).toEqual([lamps[0], lamps[1], lamps[0]]);
    expect(payloadsOf(mock, 'heartbeat')).toEqual([]);
    await expect(startLamp({ every: { set_level: 1 } })).rejects.toThrow(
      'set_level cannot be sent again and again: the client sends it',
    );
  });

  it('reports what clients did wrong, and the checks that they did not send', async () => {
    await using mock = await startLamp({ clock: 'fake' });
    await using client = await LampClient.connect({ url: mock.url, moduleId });
    await client.setLevel({ connector_id: 1, level: 20 });
    expect(mock.report()).toMatchObject({
      messages: { received: 1, sent: 1, invalid: 0, unknown: 0 },
      missingCommunicationChecks: [{ api: 'lamp', received: 0, late: 0 }],
    });
    await client.sendCommunicationCheck(true);
    await mock.expect('communication_check').within(5_000).toHaveBeenCalledOnce();
    expect(mock.report().missingCommunicationChecks).toEqual([]);
    await mock.clock.advance(5_001);
    expect(mock.report().missingCommunicationChecks).toEqual([
      { api: 'lamp', received: 1, late: 1 },
    ]);
    await client.sendCommunicationCheck(false);
    await mock.expect('communication_check').within(5_000).toHaveBeenCalledTimes(2);
    await mock.clock.advance(60_000);
    expect(mock.report().missingCommunicationChecks).toMatchObject([{ received: 2, late: 1 }]);
    await mock.reset();
    expect(mock.report().messages).toEqual({ received: 0, sent: 0, invalid: 0, unknown: 0 });
  });

  it('tells the lines of the command mock', async () => {
    const lines = new Collector<string>();
    await using mock = await startLamp({ log: lines.add });
    await using client = await LampClient.connect({ url: mock.url, moduleId });
    await client.setLevel({ connector_id: 1, level: 20 });
    expect(lines.items.some((line) => line.includes(`← request ${setLevel}`))).toBe(true);
  });
});

it('refuses a class that stands there twice, and one of an earlier version', async () => {
  await expect(startLamp({ apis: [LampMockServer, LampMockServer] })).rejects.toThrow(
    'LampMockServer stands in `apis` twice',
  );
  const earlier = {
    name: 'OldMockServer',
    start: () =>
      Promise.resolve({ history: [], reset: () => undefined, close: () => Promise.resolve() }),
  };
  await expect(startLamp({ apis: [earlier] })).rejects.toThrow(
    'OldMockServer was generated by an earlier version',
  );
});

it('eight run side by side, and none notices the others', async () => {
  const mocks = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      startEverest({ everest: { station: { evse_id: `DE*${index}` } }, seed: index }),
    ),
  );
  await Promise.all(
    mocks.map(async (mock, index) => {
      await using evse = await EvseManagerConsumerClient.connect({ url: mock.url, moduleId });
      mock
        .server(EvseManagerConsumerMockServer)
        .handleGetEvse(() => ({ id: index + 100, connectors: [{ id: 1 }] }));
      if (index % 2 === 0) await mock.station.plugIn();
      await mock.clock.advance(index * 1_000);
      expect(await evse.getEvse()).toMatchObject({ id: index + 100 });
    }),
  );
  mocks.forEach((mock, index) => {
    expect(payloadsOf(mock, 'evseId')).toEqual([`DE*${index}`]);
    expect(payloadsOf(mock, 'sessionEvent')).toHaveLength(index % 2 === 0 ? 3 : 1);
    expect(payloadsOf(mock, 'heartbeat')).toHaveLength(2 * (index + 1));
    mock.expect('get_evse').toHaveBeenCalledOnce();
  });
  await Promise.all(mocks.map((mock) => mock.close()));
  expect(new Set(mocks.map(({ url }) => url)).size).toBe(8);
});
