/** A value that EVerest publishes: the topic is `…/<api>/<module_id>/e2m/<variable>`. */
export interface Output {
  /** The type of the API module, e.g. `evse_manager_consumer`. */
  readonly api: string;
  /** The topic behind `e2m/`, e.g. `session_event`. */
  readonly variable: string;
  /** The payload; `undefined` for a command without one, e.g. `lock`. */
  readonly payload: unknown;
  /** The number of the EVSE that it is about; without it, it is about the whole station. */
  readonly evse?: number;
}

/** Takes the outputs of a station, in the order in which EVerest publishes them. */
export type Emit = (output: Output) => void;
