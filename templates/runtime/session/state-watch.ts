/** The state of a session: that of its connection, until the session is closed. */
import type {
  ConnectionState,
  LineObserver,
} from "../connection/line-state.js";
import type { Supervisor } from "../connection/supervisor.js";
import type { ConnectionError } from "../errors.js";
import type { ConnectOptions } from "../options.js";
import type { Counts } from "./counters.js";
import type { Log } from "./log.js";
import type { Reporter } from "./reporter.js";
import { runCallback } from "./run-callback.js";

/** What a session does with what happens to its connection. */
export interface StateHooks {
  /** Called when the client does not reconnect any more. */
  readonly onFailed: (error: ConnectionError) => void;
  /** Reports errors that no call waits for. */
  readonly reporter: Reporter;
  readonly counts: Counts;
  readonly log: Log | undefined;
}

/** Keeps the state of a session, and tells the user of its changes. */
export class StateWatch {
  readonly #line: Supervisor;
  readonly #onStateChange: ConnectOptions["onStateChange"];
  readonly #hooks: StateHooks;
  readonly #observer: LineObserver;
  #isClosed = false;
  #isAnnounced = false;
  #isLost = false;

  constructor(
    line: Supervisor,
    { onStateChange }: Pick<ConnectOptions, "onStateChange">,
    hooks: StateHooks,
  ) {
    this.#line = line;
    this.#onStateChange = onStateChange;
    this.#hooks = hooks;
    this.#observer = {
      changed: (state, reason) => {
        if (state === "failed" && reason !== undefined) {
          hooks.onFailed(reason);
        }
        hooks.counts.reconnects +=
          state === "connected" && this.#isLost ? 1 : 0;
        this.#isLost = state !== "connected";
        this.#announce(state, reason);
      },
      report: (error) => hooks.reporter.report(error),
      note: (text) => hooks.log?.write("debug", text),
    };
    line.add(this.#observer);
    if (line.state === "connected") {
      this.#announce("connected");
    }
  }

  /** The current state. */
  get state(): ConnectionState {
    return this.#isClosed ? "closed" : this.#line.state;
  }

  /** Ends the watch: the session is closed. */
  close(): void {
    this.#isClosed = true;
    this.#line.remove(this.#observer);
    this.#hooks.log?.write("info", "closed");
    if (this.#isAnnounced) {
      this.#announce("closed");
    }
  }

  #announce(state: ConnectionState, reason?: ConnectionError): void {
    this.#isAnnounced = true;
    this.#log(state, reason);
    void runCallback(() => this.#onStateChange?.(state, reason));
  }

  #log(state: ConnectionState, reason: ConnectionError | undefined): void {
    const { log } = this.#hooks;
    if (reason !== undefined) {
      log?.failure("warn", reason, `${state}: `);
    } else if (state === "connected") {
      log?.write("info", state);
    }
  }
}
