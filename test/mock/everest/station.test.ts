import { expect, it } from '@jest/globals';
import { FakeClock } from '../../../src/mock/clock/fake-clock.js';
import { isCommand, runCommand } from '../../../src/mock/everest/station/commands/commands.js';
import type { Reading } from '../../../src/mock/everest/station/meter.js';
import type { Output } from '../../../src/mock/everest/station/output.js';
import { SessionInfo } from '../../../src/mock/everest/station/session-info.js';
import { settingsOf, type GivenSettings } from '../../../src/mock/everest/station/settings.js';
import { Station } from '../../../src/mock/everest/station/station.js';
import { numberAt, textAt } from '../../../src/mock/everest/station/members.js';

const EVSE = 'evse_manager_consumer';

function reading(total: number, watts = 0): Reading {
  return {
    ...{ timestamp: '', meter_id: 'm', energy_Wh_import: { total } },
    ...{ power_W: { total: watts }, voltage_V: {}, current_A: {} },
  };
}

/** A station that has started, and what it publishes. */
function startStation(given: GivenSettings = {}) {
  const clock = new FakeClock(0);
  const outputs: Output[] = [];
  const station = new Station({
    ...{ clock, seed: 1, settings: settingsOf(given) },
    emit: (output) => outputs.push(output),
  });
  station.start();
  const command = (name: string, payload?: unknown, api = EVSE): unknown =>
    runCommand(station, { api, name, payload });
  const events = (): readonly string[] =>
    outputs
      .filter(({ variable }) => variable === 'session_event')
      .map(({ payload }) => textAt(payload, 'event'));
  return { station, clock, outputs, command, events };
}

function chargingStation(given: GivenSettings = {}): ReturnType<typeof startStation> {
  const running = startStation(given);
  running.station.evse().session.plugIn();
  running.station.swipe();
  running.clock.advance(2_000);
  return running;
}

it('shows energy and durations of the sample before, truncated, and the power of this one', () => {
  const info = new SessionInfo();
  info.record({ event: 'SessionStarted', time: 0 }, reading(100.9));
  const sample = (total: number, time: number): unknown => {
    info.show(reading(total, 999.9));
    const shown = info.at(time);
    info.store(reading(total), time);
    return shown;
  };
  expect(sample(103, 1_900)).toMatchObject({
    ...{ charged_energy_wh: 0, session_duration_s: 0, latest_total_w: 999 },
  });
  expect(sample(110, 2_900)).toMatchObject({ charged_energy_wh: 2, session_duration_s: 1 });
  info.record({ event: 'SessionStarted', time: 3_000 }, reading(110));
  expect(info.at(3_000)).toMatchObject({ charged_energy_wh: 0, session_duration_s: 0 });
  expect(info.at(3_000)).not.toHaveProperty('transaction_duration_s');
});

it('answers commands before it publishes what they lead to', () => {
  const { command, outputs, clock } = chargingStation();
  const before = outputs.length;
  expect(command('pause_charging')).toBe(true);
  expect(outputs).toHaveLength(before);
  clock.advance(0);
  expect(outputs[before]?.payload).toMatchObject({ event: 'StoppingCharging' });
});

it('answers as EVerest does', () => {
  const { command } = startStation({ has_lock: false });
  expect(command('get_evse')).toEqual({ id: 1, connectors: [{ id: 1, type: 'sType2' }] });
  expect(command('pause_charging')).toBe(false);
  expect(command('stop_transaction', { reason: 'Local' })).toBe(false);
  expect(command('force_unlock', 1)).toBe(false);
  expect(command('withdraw_authorization', {}, 'auth_consumer')).toBe('AuthorizationNotFound');
  expect(command('withdraw_authorization', { evse_id: 9 }, 'auth_consumer')).toBe('EvseNotFound');
  expect(isCommand({ api: EVSE, name: 'random_delay_enable' })).toBe(false);
});

it('follows the strongest vote, and of equal ones the latest', () => {
  const { command } = startStation();
  const vote = (enable_source: string, enable_state: string, enable_priority: number): unknown =>
    command('enable_disable', {
      connector_id: 1,
      source: { enable_source, enable_state, enable_priority },
    });
  expect(vote('CSMS', 'Disable', 100)).toBe(false);
  expect(vote('LocalAPI', 'Enable', 200)).toBe(false);
  expect(vote('MobileApp', 'Enable', 100)).toBe(true);
  expect(vote('ServiceTechnician', 'Disable', 0)).toBe(false);
  expect(vote('ServiceTechnician', 'Unassigned', 0)).toBe(true);
});

it('stops with UnlockCommand when the lock is forced open', () => {
  const { command, clock, outputs } = chargingStation();
  expect(command('force_unlock', 1)).toBe(true);
  clock.advance(5_000);
  const finished = outputs.find(
    ({ payload }) => textAt(payload, 'event') === 'TransactionFinished',
  );
  expect(textAt(finished?.payload, 'transaction_finished', 'reason')).toBe('UnlockCommand');
});

it('obeys external limits, and tells which are enforced', () => {
  const { command, clock, outputs, station } = chargingStation();
  const limits = { total_power_W: { value: 5_000, source: 'test' } };
  const entry = { timestamp: '2026-01-01T00:00:00Z', limits_to_root: limits, limits_to_leaves: {} };
  const schedule = { schedule_import: [entry], schedule_export: [], schedule_setpoints: [] };
  command('set_external_limits', schedule, 'external_energy_limits_consumer');
  clock.advance(3_000);
  expect(outputs.map(({ variable }) => variable)).toContain('enforced_limits');
  const latest = outputs.filter(({ variable }) => variable === 'powermeter').at(-1)?.payload;
  expect(latest).toMatchObject({ power_W: { total: expect.any(Number) } });
  const watts = numberAt(latest, 'power_W', 'total');
  expect(watts).toBeLessThanOrEqual(5_000);
  expect(watts).toBeGreaterThan(4_900);
  expect(station.evse().state).toBe('Charging');
});

it('opens the contactor after 20 s, if the car goes on drawing', () => {
  const { command, clock, events } = chargingStation({ car: { reaction_s: 25 } });
  clock.advance(25_000);
  expect(events().at(-1)).toBe('ChargingStarted');
  command('stop_transaction', { reason: 'Local' });
  clock.advance(19_900);
  expect(events().at(-1)).toBe('StoppingCharging');
  clock.advance(200);
  expect(events().at(-1)).toBe('TransactionFinished');
});

it('pauses for errors of drivers, but not for their warnings', () => {
  const { command, clock, events } = chargingStation();
  command('raise_error', { type: 'VendorWarning' }, 'evse_board_support');
  clock.advance(3_000);
  expect(events().at(-1)).toBe('ChargingStarted');
  command('raise_error', { type: 'DeviceFault', sub_type: 'a' }, 'isolation_monitor');
  clock.advance(3_000);
  expect(events().at(-1)).toBe('ChargingPausedEVSE');
  // Clearing an error without its subtype clears another one.
  command('clear_error', { type: 'DeviceFault' }, 'isolation_monitor');
  clock.advance(3_000);
  expect(events().at(-1)).toBe('ChargingPausedEVSE');
  command('clear_error', { type: 'DeviceFault', sub_type: 'a' }, 'isolation_monitor');
  clock.advance(3_000);
  expect(events().at(-1)).toBe('ChargingStarted');
});

it('fills the battery of a DC car, which takes less when it is nearly full', () => {
  const car = { max_current_A: 100, soc: 90, battery_capacity_Wh: 1_000, reaction_s: 0 };
  const dc = { charge_mode: 'DC', max_current_A: 200, car } as const;
  const { outputs, clock, events } = chargingStation(dc);
  expect(events().at(-1)).toBe('PrepareCharging');
  clock.advance(30_000);
  const socs = outputs.flatMap(({ payload }) => numberAt(payload, 'soc') ?? []);
  expect(socs).toEqual([...socs].sort((left, right) => left - right));
  expect(socs.at(0)).toBe(90);
  expect(socs.at(-1)).toBeGreaterThan(95);
  const amps = outputs
    .filter(({ variable }) => variable === 'dc_voltage_current')
    .map(({ payload }) => numberAt(payload, 'current_A') ?? 0)
    .filter((each) => each > 0);
  expect(amps.at(0)).toBe(50);
  expect(amps).toEqual([...amps].sort((left, right) => right - left));
});
