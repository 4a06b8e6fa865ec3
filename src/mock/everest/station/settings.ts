/** What a station is built of, and which car comes to it. */
export interface StationSettings {
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
export type GivenSettings = Partial<Omit<StationSettings, 'car'>> & {
  readonly car?: Partial<CarSettings>;
};

const DEFAULTS: StationSettings = {
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

/** Returns settings with the defaults for all that is not given. */
export function settingsOf(given: GivenSettings = {}): StationSettings {
  return { ...DEFAULTS, ...given, car: { ...DEFAULTS.car, ...given.car } };
}
