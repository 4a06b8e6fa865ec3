/** What EVerest runs: its EVSEs and its API modules, from a configuration file or without one. */
import type { GivenSettings, GivenStation } from '../station/settings.js';

/** An API module of EVerest. */
export interface ModuleSetup {
  /** Its key under `active_modules`, which is a level of its topics. */
  readonly id: string;
  /** The kind of API, e.g. `evse_manager_consumer`. */
  readonly type: string;
  /** The numbers of the EVSEs that it is about; without them, it is about all. */
  readonly evses?: readonly number[];
  /** Time between two heartbeats; without heartbeats, 0 or less. */
  readonly heartbeatMs: number;
  /** How long it waits for a communication check; if it does not wait, 0 or less. */
  readonly checkS: number;
  /** How long it waits for a reply. */
  readonly replyTimeoutS: number;
  /** Whether `<variable>/get` is answered. */
  readonly latches: boolean;
  /** Whether it says that the station is ready; by default, if its id is the lowest. */
  readonly sendsBeacon?: boolean;
  /** Topics behind `e2m/` and `m2e/` that are absent. */
  readonly absent: readonly string[];
}

/** What EVerest runs. */
export interface EverestSetup {
  /** What is known of the EVSEs. */
  readonly evses: readonly GivenSettings[];
  readonly modules: readonly ModuleSetup[];
}

/** What EVerest does if its configuration does not say otherwise. */
export const MODULE_DEFAULTS = {
  heartbeatMs: 1_000,
  checkS: 5,
  replyTimeoutS: 550,
  latches: true,
  absent: [],
} as const satisfies Partial<ModuleSetup>;

/** APIs of which every EVSE has a module of its own. */
const PER_EVSE = [
  ...['evse_manager_consumer', 'evse_board_support', 'ev_board_support', 'powermeter', 'slac'],
  ...['power_supply_DC', 'isolation_monitor', 'over_voltage_monitor'],
];

/**
 * Returns the modules of an API if there is no configuration: one, or one for each EVSE. The first one has the given id,
 * and the id of the one for EVSE 2 ends in `_2`.
 */
export function modulesWithoutConfiguration(
  type: string,
  id: string,
  evses: readonly number[],
): readonly ModuleSetup[] {
  const [first, ...others] = evses;
  if (first === undefined || !PER_EVSE.includes(type)) return [{ ...MODULE_DEFAULTS, id, type }];
  return [
    { ...MODULE_DEFAULTS, id, type, evses: [first] },
    ...others.map((evse) => ({ ...MODULE_DEFAULTS, type, id: `${id}_${evse}`, evses: [evse] })),
  ];
}

/** Returns the settings of a station: those of a scenario, and above them what the configuration says. */
export function stationOf(given: GivenStation, setup: EverestSetup | undefined): GivenStation {
  if (setup === undefined || setup.evses.length === 0) return given;
  const { evses = [], ...common } = given;
  return { ...common, evses: setup.evses.map((own, index) => ({ ...evses[index], ...own })) };
}

/** Names the modules of a configuration that are not offered, since they have no document. */
export function missingModules(
  setup: EverestSetup | undefined,
  offered: readonly ModuleSetup[],
): string | undefined {
  const missing = (setup?.modules ?? []).filter((module) => !offered.includes(module));
  if (missing.length === 0) return undefined;
  const names = missing.map(({ id, type }) => `${id} (${type}_API)`).join(', ');
  return `Without a document, these modules are not mocked: ${names}`;
}
