import { numberAt } from '../members.js';
import type { Commands } from './command.js';

const SIDES = ['limits_to_root', 'limits_to_leaves'];

/** The commands of an energy management system. */
export const LIMITS_CONSUMER: Commands = {
  set_external_limits: ({ evses, payload }) => {
    // The first entry of the schedule counts at once. EVSEs behind one node of the energy tree share its limit.
    const limit = (name: string): number | undefined => {
      const values = SIDES.map((side) =>
        numberAt(payload, 'schedule_import', '0', side, name, 'value'),
      );
      const least = leastOf(values);
      return least === undefined ? undefined : least / evses.length;
    };
    const given = { current_A: limit('ac_max_current_A'), power_W: limit('total_power_W') };
    for (const evse of evses) evse.limit(given);
  },
};

function leastOf(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce(
    (best, value) => (best === undefined || (value ?? best) < best ? value : best),
    undefined,
  );
}
