import type { Quirks } from '../quirks.js';
import type { ModuleSetup } from '../setup/setup.js';
import { variableOfGet } from './topics.js';

/** Commands of the EVSE manager that newer releases of EVerest do not have. */
const LEGACY = [
  ...['reserve', 'cancel_reservation', 'withdraw_authorization', 'authorize_response'],
  'external_ready_to_start_charging',
];

/** Returns why EVerest does not hear a command; `undefined` if it does. */
export function refusalOf(topic: string, setup: ModuleSetup, quirks: Quirks): string | undefined {
  const { type, absent, latches, id } = setup;
  const variable = variableOfGet(topic);
  if (
    type === 'evse_manager_consumer' &&
    LEGACY.includes(topic) &&
    quirks.has('no-legacy-commands')
  ) {
    return `m2e/${topic} is ignored, as by releases of EVerest since the end of 2025. To have it, pass --quirk no-legacy-commands=off`;
  }
  if (absent.includes(variable ?? topic)) {
    return `m2e/${topic} is ignored, since the configuration does not connect ${id} to what it needs for it`;
  }
  if (variable === undefined) return undefined;
  if (!latches) {
    return `m2e/${topic} is ignored, since latch_variable_values of ${id} is false`;
  }
  if (quirks.has('no-get')) {
    return `m2e/${topic} is ignored, as by EVerest 2026.02. To have it, pass --quirk no-get=off`;
  }
  return undefined;
}
