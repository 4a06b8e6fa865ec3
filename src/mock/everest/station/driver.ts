/** A request of EVerest to the driver of an EVSE. */
export interface DriverRequest {
  /** The type of the API module, e.g. `powermeter`. */
  readonly api: string;
  /** The topic behind `e2m/`, e.g. `start_transaction`. */
  readonly name: string;
  readonly payload: unknown;
  readonly evse: number;
}

/**
 * Sends a request to a driver, and calls back with its reply: at once and with `undefined`, if no driver is connected,
 * since the station has one of its own.
 */
export type AskDriver = (request: DriverRequest, done: (reply: unknown) => void) => void;
