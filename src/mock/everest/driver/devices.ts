/** The devices behind EVerest's providing APIs. */
import { Meter } from '../station/meter.js';
import { numberAt, textAt } from '../station/members.js';
import { settingsOf, type EvseSettings } from '../station/settings.js';
import { Board } from './board.js';
import type { Device, DeviceParts } from './device.js';

/** Creates the device of an API, by the type of its module; `undefined` for APIs that need none. */
export function createDevice(type: string, parts: DeviceParts): Device | undefined {
  return DEVICES[type]?.(parts);
}

const DEVICES: Readonly<Record<string, (parts: DeviceParts) => Device>> = {
  evse_board_support: (parts) => new Board(parts),
  powermeter: meterDevice,
  power_supply_DC: supplyDevice,
  isolation_monitor: isolationDevice,
  auth_token_validator: () => ({
    answer: (name) =>
      name === 'validate_token'
        ? { authorization_status: 'Accepted', tariff_messages: [] }
        : undefined,
  }),
};

const ISOLATION_OHM = 1_250_000;
const SUPPLY = {
  ...{ bidirectional: false, max_export_voltage_V: 920, min_export_voltage_V: 150 },
  ...{ max_export_current_A: 200, min_export_current_A: 0, max_export_power_W: 150_000 },
  ...{ current_regulation_tolerance_A: 0.5, peak_current_ripple_A: 1 },
};

function meterDevice({ clock, random, send, flow }: DeviceParts): Device {
  const [settings] = settingsOf({ meter_id: 'MOCK_DRIVER_METER' });
  const meter = new Meter(defined(settings), clock, random);
  return {
    tick: () => {
      meter.setLoad(flow);
      send('powermeter_values', meter.sample());
    },
    answer: (name) => (/^(?:start|stop)_transaction$/.test(name) ? { status: 'OK' } : undefined),
  };
}

/** The power supply has the voltage that EVerest asks for, and the current that flows. */
function supplyDevice({ send, flow }: DeviceParts): Device {
  let [mode, volts] = ['Off', 0];
  return {
    started: () => {
      send('capabilities', SUPPLY);
      send('mode', mode);
    },
    tick: () => {
      const isOff = mode === 'Off';
      send('voltage_current', {
        voltage_V: isOff ? 0 : volts,
        current_A: isOff ? 0 : flow.current,
      });
    },
    command: (name, payload) => {
      if (name === 'mode') {
        mode = textAt(payload, 'mode') || 'Off';
        send('mode', mode);
      }
      if (name.endsWith('port_voltage_current')) volts = numberAt(payload, 'voltage_V') ?? 0;
    },
  };
}

function isolationDevice({ send }: DeviceParts): Device {
  let isMeasuring = false;
  return {
    tick: () => {
      if (isMeasuring) send('isolation_measurement', { resistance_F_Ohm: ISOLATION_OHM });
    },
    command: (name) => {
      // Newer documents name these commands without the prefix.
      const command = name.replace(/^receive_/, '');
      if (command === 'start') isMeasuring = true;
      if (command === 'stop') isMeasuring = false;
      if (command === 'start_self_test') send('self_test_result', true);
    },
  };
}

function defined(settings: EvseSettings | undefined): EvseSettings {
  if (settings === undefined) throw new Error('A station has at least one EVSE');
  return settings;
}
