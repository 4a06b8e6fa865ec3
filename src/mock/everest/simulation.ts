import type { Clock } from '../clock/clock.js';
import { ACTIONS, type Stage } from './scenario/actions.js';
import type { Disturbance } from './scenario/disturbance.js';
import { ScenarioRun, type RunEvent } from './scenario/scenario-run.js';
import type { Scenario } from './scenario/scenario.js';
import type { Emit, Output } from './station/output.js';
import type { AskDriver } from './station/driver.js';
import { settingsOf, type GivenStation } from './station/settings.js';
import type { Validate } from './station/authorization.js';
import { Station } from './station/station.js';

/** What a simulation works with. */
export interface SimulationParts {
  readonly clock: Clock;
  readonly seed: number;
  readonly scenario?: Scenario | undefined;
  readonly emit: Emit;
  /** By default, those of the scenario. */
  readonly settings?: GivenStation | undefined;
  readonly validate?: Validate | undefined;
  readonly ask?: AskDriver | undefined;
  /** Disturbs the connections of EVerest. */
  readonly disturb?: ((disturbance: Disturbance) => void) | undefined;
  /** Called with what becomes of the scenario. */
  readonly report: (event: RunEvent) => void;
  /** Called when EVerest goes away, and when it is back. */
  readonly onPower?: (isOn: boolean) => void;
}

/** A station, and the scenario that happens at it. */
export class Simulation {
  readonly station: Station;
  readonly #parts: SimulationParts;
  #run: ScenarioRun | undefined;
  /** Whether EVerest runs. While it restarts, nothing is published and no command runs. */
  #isOn = true;

  constructor(parts: SimulationParts) {
    const { clock, seed, scenario, validate, ask } = parts;
    this.#parts = parts;
    this.station = new Station({
      ...{ clock, seed, emit: (output) => this.#publish(output) },
      settings: settingsOf(parts.settings ?? scenario?.station),
      ...{ validate, ask },
    });
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Starts EVerest, and then the scenario. */
  start(): void {
    const { clock, scenario, report } = this.#parts;
    this.#run = scenario && new ScenarioRun(scenario, { ...this.#stage(), clock, report });
    this.station.start();
  }

  /** Does what a step of a scenario can do; returns the reply if it is a command. */
  perform(action: string, details: unknown): unknown {
    return Object.hasOwn(ACTIONS, action) ? ACTIONS[action]?.(this.#stage(), details) : undefined;
  }

  stop(): void {
    this.#run?.stop();
    this.station.stop();
    this.#isOn = false;
  }

  #stage(): Stage {
    return {
      station: this.station,
      publish: (output) => this.#publish(output),
      restart: (seconds) => this.#restart(seconds),
      disturb: (disturbance) => this.#parts.disturb?.(disturbance),
    };
  }

  #restart(seconds: number): void {
    const { clock, onPower } = this.#parts;
    const comeBack = this.station.losePower();
    this.#isOn = false;
    onPower?.(false);
    clock.after(seconds * 1_000, () => {
      this.#isOn = true;
      onPower?.(true);
      comeBack();
    });
  }

  #publish(output: Output): void {
    if (!this.#isOn) return;
    this.#parts.emit(output);
    this.#run?.observe(output);
  }
}
