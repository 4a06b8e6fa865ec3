import type { Answer, ApiDescriptor, BehaviourHost } from '../../../templates/runtime/index.js';
import type { Clock } from '../clock/clock.js';
import type { AdaptedApi } from '../mock-settings.js';
import { ApiModule } from './api-module.js';
import { loosen } from './loosen.js';
import { faultOf, type ActionFault } from './action-fault.js';
import { PROFILE_QOS, type Profile, type Quirks } from './quirks.js';
import type { RunEvent } from './scenario/scenario-run.js';
import type { Action, Scenario } from './scenario/scenario.js';
import { Simulation } from './simulation.js';
import { StationWatch, type StationState } from './station-watch.js';
import type { Verdict } from './station/authorization.js';
import type { GivenCommand } from './station/commands/command.js';
import { isCommand, runCommand } from './station/commands/commands.js';
import { memberAt, textAt } from './station/members.js';
import type { Output } from './station/output.js';
import type { ProvidedToken } from './station/token.js';
import { moduleType } from './topics.js';

/** What the mock EVerest works with. */
export interface EverestParts {
  /** The time of the station. */
  readonly clock: Clock;
  /** Real time, by which heartbeats beat. */
  readonly liveClock: Clock;
  readonly seed: number;
  readonly profile: Profile;
  readonly quirks: Quirks;
  readonly scenario?: Scenario | undefined;
  /** Called with what becomes of the scenario. */
  readonly report: (event: RunEvent) => void;
  /** Tells the user something; `api` is the type of a module. */
  readonly note: (text: string, api?: string) => void;
}

/** What EVerest shows of itself. */
export interface EverestState {
  readonly profile: Profile;
  /** Whether EVerest runs; while it restarts, it does not. */
  readonly isOn: boolean;
  readonly station: StationState;
  readonly modules: readonly ModuleState[];
}

/** An API module: whether a client has sent a communication check in time, and what the module last sent. */
export type ModuleState = Pick<ApiModule, 'type' | 'hasClient' | 'latched'>;

/** How long EVerest waits for a validator (`cfg_request_reply_to_s`). */
const VALIDATION_MS = 550_000;

/** EVerest: its API modules, coupled by one station. */
export class EverestMock {
  readonly #parts: EverestParts;
  readonly #modules: ApiModule[] = [];
  #simulation: Simulation;
  #watch = new StationWatch();

  constructor(parts: EverestParts) {
    this.#parts = parts;
    this.#simulation = this.#simulate();
  }

  /** Gives an API of EVerest its behaviour; others stay as they are. */
  adapt(api: ApiDescriptor): AdaptedApi {
    const { profile, quirks } = this.#parts;
    const type = moduleType(api);
    if (type === undefined) return { descriptor: api, options: {} };
    const behaviours = [(host: BehaviourHost) => this.#addModule(type, host)];
    const options = { behaviours, everest: false, qos: PROFILE_QOS[profile] } as const;
    return { descriptor: loosen(api, quirks), options };
  }

  /** Starts the station and the scenario; call it when all mock servers run. */
  start(): void {
    this.#simulation.start();
  }

  stop(): void {
    this.#simulation.stop();
  }

  /** Returns why what a step of a scenario can do would lead to nothing here. */
  faultOf(action: Action): ActionFault | undefined {
    return faultOf(action, this.#modules, this.#simulation.station.evseIds);
  }

  /** What EVerest and its modules have shown of themselves. */
  get state(): EverestState {
    return {
      profile: this.#parts.profile,
      isOn: this.#simulation.isOn,
      station: this.#watch.state,
      modules: this.#modules.map(({ type, hasClient, latched }) => ({ type, hasClient, latched })),
    };
  }

  /** Does what a step of a scenario can do; returns the reply if it is a command. */
  perform(action: string, details: unknown): unknown {
    return this.#simulation.perform(action, details);
  }

  /** Puts a new station in place of the one that runs. */
  renew(): void {
    this.#simulation.stop();
    this.#watch = new StationWatch();
    this.#simulation = this.#simulate();
    this.#modules.forEach((module) => module.reset());
    this.#simulation.start();
  }

  #simulate(): Simulation {
    const { clock, seed, scenario, report } = this.#parts;
    return new Simulation({
      ...{ clock, seed, scenario, report },
      emit: (output) => this.#publish(output),
      validate: (token, decide) => this.#validate(token, decide),
      onPower: (isOn) => {
        if (isOn) this.#modules.forEach((module) => module.restart());
      },
    });
  }

  #addModule(type: string, host: BehaviourHost): ApiModule {
    const { liveClock, quirks, note } = this.#parts;
    const module = new ApiModule({
      ...{ type, host, quirks, clock: liveClock },
      isOn: () => this.#simulation.isOn,
      run: (command) => this.#run(command),
      note: (text) => note(text, type),
    });
    this.#modules.push(module);
    return module;
  }

  #run(command: GivenCommand): Answer | undefined {
    if (!isCommand(command)) return undefined;
    return { value: runCommand(this.#simulation.station, command) };
  }

  #publish(meant: Output): void {
    this.#watch.observe(meant);
    const output = this.#parts.quirks.apply(meant);
    if (output === undefined) return;
    for (const module of this.#modules) if (module.type === output.api) module.publish(output);
  }

  /** Asks a validator that is connected, else the settings of the station. */
  #validate(token: ProvidedToken, decide: (verdict: Verdict) => void): void {
    const { station } = this.#simulation;
    const validator = this.#modules.find(
      ({ type, hasClient }) => type === 'auth_token_validator' && hasClient,
    );
    if (validator === undefined) return decide({ isValid: station.isKnown(token) });
    validator
      .request('validate_token', token, VALIDATION_MS)
      .then((result) => decide(verdictOf(result)))
      // Without a reply, EVerest takes the token for invalid.
      .catch(() => decide({ isValid: false }));
  }
}

/** Reads EVerest's `ValidationResult`. */
function verdictOf(result: unknown): Verdict {
  const evses = memberAt(result, 'evse_ids');
  return {
    isValid: textAt(result, 'authorization_status') === 'Accepted',
    ...(Array.isArray(evses) && { evses: evses.map(Number) }),
  };
}
