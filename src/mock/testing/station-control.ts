/** Where something happens. */
export interface AtEvse {
  /** The number of the EVSE; by default the first one. */
  readonly evse?: number;
}

/** Who stops a transaction, and why. */
export interface StopArguments extends AtEvse {
  /** A reason of EVerest's, `Local` by default. */
  readonly reason?: string;
  readonly token?: string;
}

/** A vote on whether the EVSE is enabled. */
export interface VoteArguments extends AtEvse {
  /** `LocalAPI` by default. */
  readonly source?: string;
  /** 0 is the highest, 100 the default. */
  readonly priority?: number;
}

export interface ReserveArguments extends AtEvse {
  /** The id of the reservation. */
  readonly id?: number;
  /** The token that alone may use the reservation. */
  readonly token?: string;
}

/** What the car may draw; without both, there is no limit. */
export interface PowerArguments extends AtEvse {
  readonly current_A?: number;
  readonly power_W?: number;
}

/** An error of a driver. */
export interface ErrorArguments extends AtEvse {
  readonly type: string;
  readonly sub_type?: string;
  readonly message?: string;
  /** The type of the API module of the driver, `evse_board_support` by default. */
  readonly api?: string;
}

/** Which API modules are meant. */
export interface AtModules {
  /** The type of the API modules; by default, all. */
  readonly api?: string;
}

export interface PublishArguments extends AtEvse {
  readonly variable: string;
  readonly payload: unknown;
  /** The type of the API module, `evse_manager_consumer` by default. */
  readonly api?: string;
}

export interface CommandArguments extends AtEvse {
  readonly name: string;
  readonly payload?: unknown;
  /** The type of the API module, `evse_manager_consumer` by default. */
  readonly api?: string;
}

/**
 * What happens at the simulated station. Each method is an action of scenarios, with the same arguments. It resolves
 * when the broker has what the station publishes at once. Commands resolve with their reply.
 */
export interface StationControl {
  /** A car is plugged in. */
  plugIn(where?: AtEvse): Promise<void>;
  unplug(where?: AtEvse): Promise<void>;
  /** The car asks for no power any more. */
  carPause(where?: AtEvse): Promise<void>;
  carResume(where?: AtEvse): Promise<void>;
  /** A user presents a token to the reader, which by default is one for all EVSEs. */
  swipe(token?: string, where?: AtEvse): Promise<void>;
  pause(where?: AtEvse): Promise<boolean>;
  resume(where?: AtEvse): Promise<boolean>;
  stop(details?: StopArguments): Promise<boolean>;
  enable(details?: VoteArguments): Promise<boolean>;
  disable(details?: VoteArguments): Promise<boolean>;
  reserve(details?: ReserveArguments): Promise<boolean>;
  cancelReservation(where?: AtEvse): Promise<boolean>;
  withdrawAuthorization(where?: AtEvse): Promise<boolean>;
  forceUnlock(where?: AtEvse): Promise<boolean>;
  setPower(details?: PowerArguments): Promise<void>;
  raiseError(details: ErrorArguments): Promise<void>;
  clearError(details: ErrorArguments): Promise<void>;
  /** The digital communication with the car fails, e.g. for the reason `AuthorizationFailed`. */
  hlcFail(details?: AtEvse & { readonly reason?: string }): Promise<void>;
  /** The station loses its backend. */
  backendOffline(): Promise<void>;
  backendOnline(): Promise<void>;
  /** The next heartbeats of API modules get lost; by default, one of each. */
  dropHeartbeats(details?: AtModules & { readonly count?: number }): Promise<void>;
  /** All replies are late from now on; 0 seconds end that. */
  delayReplies(details: AtModules & { readonly seconds: number }): Promise<void>;
  /** No replies are sent from now on. */
  withholdReplies(where?: AtModules): Promise<void>;
  resumeReplies(where?: AtModules): Promise<void>;
  /** EVerest goes away, for 3 seconds by default, and starts anew. */
  restart(details?: { readonly seconds?: number }): Promise<void>;
  /** EVerest publishes a value that the station does not publish by itself. */
  publish(details: PublishArguments): Promise<void>;
  /** Runs a command as if a client had sent it. */
  command(details: CommandArguments): Promise<unknown>;
}

/** Performs an action of scenarios; resolves with the reply if it is a command. */
export type PerformAction = (action: string, details: object) => Promise<unknown>;

/** Creates the methods of a station. */
export function stationControl(perform: PerformAction): StationControl {
  const act =
    (action: string) =>
    async (details: object = {}): Promise<void> => {
      await perform(action, details);
    };
  const ask =
    (action: string) =>
    async (details: object = {}): Promise<boolean> =>
      (await perform(action, details)) === true;
  return {
    plugIn: act('plug'),
    unplug: act('unplug'),
    carPause: act('car_pause'),
    carResume: act('car_resume'),
    swipe: (token, where = {}) => act('swipe')({ ...where, ...(token !== undefined && { token }) }),
    pause: ask('pause'),
    resume: ask('resume'),
    stop: ask('stop'),
    enable: ask('enable'),
    disable: ask('disable'),
    reserve: ask('reserve'),
    cancelReservation: ask('cancel_reservation'),
    withdrawAuthorization: ask('withdraw_authorization'),
    forceUnlock: ask('force_unlock'),
    setPower: act('set_power'),
    raiseError: act('raise_error'),
    clearError: act('clear_error'),
    hlcFail: act('hlc_fail'),
    backendOffline: act('backend_offline'),
    backendOnline: act('backend_online'),
    dropHeartbeats: act('drop_heartbeats'),
    delayReplies: act('delay_replies'),
    withholdReplies: act('withhold_replies'),
    resumeReplies: act('resume_replies'),
    restart: act('restart'),
    publish: act('publish'),
    command: (details) => perform('command', details),
  };
}
