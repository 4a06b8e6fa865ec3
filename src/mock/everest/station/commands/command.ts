import type { Evse } from '../evse.js';
import type { Station } from '../station.js';

/** A command of a client. */
export interface GivenCommand {
  /** The type of the API module, e.g. `evse_manager_consumer`. */
  readonly api: string;
  /** The topic behind `m2e/`, e.g. `pause_charging`. */
  readonly name: string;
  readonly payload: unknown;
  /** The id of the API module; by default, its type. */
  readonly module?: string | undefined;
  /** The numbers of the EVSEs that the module is about; by default, all. */
  readonly evses?: readonly number[] | undefined;
}

/** A command, and what it is about. */
export interface CommandContext {
  readonly station: Station;
  readonly given: GivenCommand;
  readonly payload: unknown;
  /** The EVSEs that the module is about. */
  readonly evses: readonly Evse[];
  /** The first of them. */
  readonly evse: Evse;
}

/** Runs a command, and returns the reply, if it has one. */
export type Command = (context: CommandContext) => unknown;

/** Commands by the topic behind `m2e/`. */
export type Commands = Readonly<Record<string, Command>>;
