/** What an EVSE is built of, and which car comes to it. */
export interface EvseSettings {
  /** Its number within the station. */
  readonly id: number;
  /** The id of its EVSE manager, a module of EVerest. */
  readonly manager: string;
  /** The id of the module that drives its board. */
  readonly board: string;
  readonly evse_id: string;
  readonly meter_id: string;
  readonly charge_mode: 'AC' | 'DC';
  /** Phases of the station. */
  readonly phases: number;
  /** The largest current of each phase, or of DC, in A. */
  readonly max_current_A: number;
  /** Whether nobody needs to be identified. */
  readonly free_service: boolean;
  /** Tokens that the station rejects; it accepts all others. */
  readonly rejected_tokens: readonly string[];
  /** How long the station waits for a token, or for a car after a token. */
  readonly auth_timeout_s: number;
  /** Whether the connector can be locked. */
  readonly has_lock: boolean;
  readonly car: CarSettings;
}

/** The car that is plugged in. */
export interface CarSettings {
  readonly phases: number;
  readonly max_current_A: number;
  /** How long the car takes to react to the station. */
  readonly reaction_s: number;
  /** Whether the car asks for power when it may have it. */
  readonly wants_power: boolean;
  /** State of charge in %, for DC. */
  readonly soc: number;
  readonly battery_capacity_Wh: number;
}

/** A part of the settings; the others keep their defaults. */
export type GivenSettings = Partial<Omit<EvseSettings, 'car'>> & {
  readonly car?: Partial<CarSettings>;
};

/** The settings of all EVSEs of a station, and of each one what differs. Without `evses`, there is one EVSE. */
export interface GivenStation extends GivenSettings {
  readonly evses?: readonly GivenSettings[];
}

const DEFAULTS: EvseSettings = {
  id: 1,
  manager: 'evse_manager',
  board: 'evse_board_support',
  evse_id: 'DE*PNX*E12345*1',
  meter_id: 'MOCK_METER',
  charge_mode: 'AC',
  phases: 3,
  max_current_A: 16,
  free_service: false,
  rejected_tokens: [],
  auth_timeout_s: 30,
  has_lock: true,
  car: {
    ...{ phases: 3, max_current_A: 16, reaction_s: 1, wants_power: true },
    ...{ soc: 40, battery_capacity_Wh: 60_000 },
  },
};

/** Returns the settings of each EVSE, with the defaults for all that is not given. */
export function settingsOf({
  evses = [{}],
  ...common
}: GivenStation = {}): readonly EvseSettings[] {
  return evses.map((own, index) => ({
    ...DEFAULTS,
    ...numbered(own.id ?? index + 1),
    ...common,
    ...own,
    car: { ...DEFAULTS.car, ...common.car, ...own.car },
  }));
}

/** The defaults that no two EVSEs share. */
function numbered(id: number): Partial<EvseSettings> {
  if (id === DEFAULTS.id) return {};
  const { evse_id, meter_id, manager, board } = DEFAULTS;
  return {
    id,
    manager: `${manager}_${id}`,
    board: `${board}_${id}`,
    evse_id: evse_id.replace(/\d+$/, String(id)),
    meter_id: `${meter_id}_${id}`,
  };
}
