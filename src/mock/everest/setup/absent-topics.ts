import { apiType, type ActiveModule } from './active-modules.js';

/** The topics of the EVSE manager that it has only with an optional connection, by the name of the requirement. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  evse_bsp: ['ac_nr_of_phases_available', 'ac_pp_ampacity'],
  slac: ['dlink_ready'],
  imd: ['isolation_measurement'],
  ps_dc: ['dc_voltage_current', 'dc_mode', 'dc_capabilities'],
  random_delay: [
    ...['random_delay_enable', 'random_delay_disable', 'random_delay_cancel'],
    ...['random_delay_set_duration_s', 'random_delay_countdown'],
  ],
};

/** Returns the topics that a module lacks, since it has no connection for them. */
export function absentTopics(module: ActiveModule): readonly string[] {
  if (apiType(module) !== 'evse_manager_consumer') return [];
  const connected = module.connections.map(({ requirement }) => requirement);
  return Object.entries(OPTIONAL).flatMap(([requirement, topics]) =>
    connected.includes(requirement) ? [] : topics,
  );
}
