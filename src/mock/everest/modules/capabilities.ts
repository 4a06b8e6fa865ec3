import type { Output } from '../station/output.js';
import type { Station } from '../station/station.js';

/** The nominal voltages that EVerest calculates with. */
const VOLTS = { AC: 230, DC: 400 } as const;

/** Returns what the nodes of the energy tree can do at most, which EVerest tells those that limit them. */
export function nodeCapabilities({ evses }: Station): readonly Output[] {
  return evses.map(({ id, settings: { max_current_A, phases, charge_mode } }) => ({
    ...{ api: 'external_energy_limits_consumer', variable: 'capabilities', evse: id },
    payload: {
      ...{ max_current_A, max_phase_count: phases, nominal_voltage_V: VOLTS[charge_mode] },
      total_power_W: max_current_A * phases * VOLTS[charge_mode],
    },
  }));
}
