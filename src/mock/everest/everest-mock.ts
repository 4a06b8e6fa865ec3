import type {
  Answer,
  ApiDescriptor,
  BehaviourFactory,
  BehaviourHost,
} from '../../../templates/runtime/index.js';
import type { Clock } from '../clock/clock.js';
import type { AdaptedApi } from '../mock-settings.js';
import { faultOf, type ActionFault } from './action-fault.js';
import { ApiModule } from './modules/api-module.js';
import { nodeCapabilities } from './modules/capabilities.js';
import { askWith, validateWith } from './modules/clients.js';
import { Entrypoint } from './modules/entrypoint.js';
import { reportFault, textOf, type ReportedFault } from './modules/faults.js';
import { loosen } from './modules/loosen.js';
import { formatReplies } from './modules/reply-text.js';
import { isEntrypoint, moduleType } from './modules/topics.js';
import type { EverestState } from './everest-state.js';
import { PROFILE_QOS, type Profile, type Quirks } from './quirks.js';
import type { RunEvent } from './scenario/scenario-run.js';
import type { Action, Scenario } from './scenario/scenario.js';
import {
  missingModules,
  modulesWithoutConfiguration,
  stationOf,
  type EverestSetup,
  type ModuleSetup,
} from './setup/setup.js';
import { Simulation } from './simulation.js';
import { StationWatch } from './station-watch.js';
import type { GivenCommand } from './station/commands/command.js';
import { isCommand, runCommand } from './station/commands/commands.js';
import type { Output } from './station/output.js';

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
  /** What EVerest runs; by default, one module for each document. */
  readonly setup?: EverestSetup | undefined;
  /** Called with what becomes of the scenario. */
  readonly report: (event: RunEvent) => void;
  /** Tells the user something; `module` is the id of a module or, if there is one of its kind, its type. */
  readonly note: (text: string, module?: string) => void;
}

/** EVerest: its API modules, coupled by one station. */
export class EverestMock {
  readonly #parts: EverestParts;
  #simulation: Simulation;
  #watch = new StationWatch();
  /** What is offered, and what of it runs. */
  readonly #offered: ModuleSetup[] = [];
  readonly #modules: ApiModule[] = [];
  readonly #entrypoints: Entrypoint[] = [];

  constructor(parts: EverestParts) {
    this.#parts = parts;
    this.#simulation = this.#simulate();
  }

  /** Gives an API of EVerest its behaviour, in each of its modules; others stay as they are. */
  adapt(api: ApiDescriptor, variables: AdaptedApi['variables']): readonly AdaptedApi[] {
    if (isEntrypoint(api)) return [this.#adaptEntrypoint(api, variables)];
    const type = moduleType(api);
    if (type === undefined) return [{ descriptor: api, options: {}, variables }];
    const modules = this.#modulesOf(type, variables);
    const isNamed = this.#parts.setup !== undefined || modules.length > 1;
    return modules.map((module) => ({
      ...this.#adaptModule(api, module),
      variables: { ...variables, module_id: module.id },
      ...(isNamed && { name: module.id }),
    }));
  }

  /** Like `adapt`, for the first module only. */
  adaptOne(
    api: ApiDescriptor,
    variables: AdaptedApi['variables'],
  ): Pick<AdaptedApi, 'descriptor' | 'options'> {
    const type = moduleType(api);
    const [module] = type === undefined ? [] : this.#modulesOf(type, variables);
    if (module !== undefined) return this.#adaptModule(api, module);
    return isEntrypoint(api)
      ? this.#adaptEntrypoint(api, variables)
      : { descriptor: api, options: {} };
  }

  /** Starts the station and the scenario; call it when all mock servers run. */
  start(): void {
    const missing = missingModules(this.#parts.setup, this.#offered);
    if (missing !== undefined) this.#parts.note(missing);
    this.#begin();
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
      modules: this.#modules.map(({ state }) => state),
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
    this.#begin();
  }

  #begin(): void {
    this.#publishCapabilities();
    this.#simulation.start();
  }

  #simulate(): Simulation {
    const { clock, seed, scenario, report, setup } = this.#parts;
    return new Simulation({
      ...{ clock, seed, scenario, report },
      settings: stationOf(scenario?.station ?? {}, setup),
      emit: (output) => this.#publish(output),
      validate: validateWith(this.#modules, (token, decide) =>
        decide({ isValid: this.#simulation.station.isKnown(token) }),
      ),
      ask: askWith(this.#modules),
      disturb: (disturbance) =>
        this.#modules
          .filter(({ type }) => [undefined, type].includes(disturbance.api))
          .forEach((module) => module.disturb(disturbance)),
      onPower: (isOn) => {
        if (!isOn) return;
        this.#modules.forEach((module) => module.restart());
        this.#publishCapabilities();
      },
    });
  }

  #modulesOf(type: string, variables: AdaptedApi['variables']): readonly ModuleSetup[] {
    const { evseIds } = this.#simulation.station;
    return (
      this.#parts.setup?.modules.filter((module) => module.type === type) ??
      modulesWithoutConfiguration(type, variables['module_id'] ?? type, evseIds)
    );
  }

  #adaptModule(
    api: ApiDescriptor,
    module: ModuleSetup,
  ): Pick<AdaptedApi, 'descriptor' | 'options'> {
    this.#offered.push(module);
    const options = this.#optionsWith(api, (host) => this.#addModule(module, host));
    return { descriptor: loosen(api, this.#parts.quirks), options };
  }

  #adaptEntrypoint(descriptor: ApiDescriptor, variables: AdaptedApi['variables']): AdaptedApi {
    const options = this.#optionsWith(descriptor, (host) => this.#addEntrypoint(host));
    return { descriptor, options, variables };
  }

  #optionsWith(api: ApiDescriptor, behaviour: BehaviourFactory): AdaptedApi['options'] {
    const { profile, quirks } = this.#parts;
    const formatReply = formatReplies(api, quirks);
    return { behaviours: [behaviour], everest: false, qos: PROFILE_QOS[profile], formatReply };
  }

  #addEntrypoint(host: BehaviourHost): Entrypoint {
    const entrypoint = new Entrypoint({
      ...{ host, quirks: this.#parts.quirks },
      modules: () => (this.#simulation.isOn ? this.#offered : []),
    });
    this.#entrypoints.push(entrypoint);
    return entrypoint;
  }

  #addModule(setup: ModuleSetup, host: BehaviourHost): ApiModule {
    const { liveClock, quirks, note } = this.#parts;
    const module = new ApiModule({
      ...{ setup, host, quirks, clock: liveClock },
      isOn: () => this.#simulation.isOn,
      run: (command) => this.#run(command),
      onReady: () => {
        if (this.#sendsBeacon(setup)) this.#entrypoints.forEach((each) => each.beacon());
      },
      onFault: (fault, isRaised) => this.#reportFault({ setup, fault, isRaised }),
      note: (text) => note(text, this.#nameOf(setup)),
    });
    this.#modules.push(module);
    return module;
  }

  #nameOf({ id, type }: ModuleSetup): string {
    const alike = this.#offered.filter((other) => other.type === type);
    return this.#parts.setup === undefined && alike.length === 1 ? type : id;
  }

  /** Without a configuration, the module with the lowest id tells that the station is ready. */
  #sendsBeacon({ id, sendsBeacon }: ModuleSetup): boolean {
    return sendsBeacon ?? this.#offered.every((other) => other.id >= id);
  }

  #run(command: GivenCommand): Answer | undefined {
    if (!isCommand(command)) return undefined;
    return { value: runCommand(this.#simulation.station, command) };
  }

  #publish(meant: Output): void {
    this.#watch.observe(meant);
    const output = this.#parts.quirks.apply(meant);
    if (output === undefined) return;
    for (const module of this.#modules) {
      if (module.type === output.api && module.isAbout(output.evse)) module.publish(output);
    }
  }

  #publishCapabilities(): void {
    const { station } = this.#simulation;
    for (const output of nodeCapabilities(station)) this.#publish(output);
    station.backend.publish();
  }

  #reportFault(reported: ReportedFault): void {
    const text = textOf(reported);
    if (text !== undefined) this.#parts.note(text, this.#nameOf(reported.setup));
    reportFault(this.#simulation.station, reported);
  }
}
