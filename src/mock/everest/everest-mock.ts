import type {
  Answer,
  ApiDescriptor,
  Behaviour,
  BehaviourHost,
} from '../../../templates/runtime/index.js';
import type { Clock } from '../clock/clock.js';
import type { AdaptedApi } from '../mock.js';
import { ApiModule } from './modules/api-module.js';
import { nodeCapabilities } from './modules/capabilities.js';
import type { CommunicationFault } from './modules/communication-check.js';
import { Entrypoint } from './modules/entrypoint.js';
import { loosen } from './modules/loosen.js';
import { isEntrypoint, moduleType } from './modules/topics.js';
import { PROFILE_QOS, type Profile, type Quirks } from './quirks.js';
import type { RunEvent } from './scenario/scenario-run.js';
import type { Scenario } from './scenario/scenario.js';
import {
  modulesWithoutConfiguration,
  stationOf,
  type EverestSetup,
  type ModuleSetup,
} from './setup/setup.js';
import { Simulation } from './simulation.js';
import type { Verdict } from './station/authorization.js';
import type { GivenCommand } from './station/commands/command.js';
import { isCommand, runCommand } from './station/commands/commands.js';
import { communicationFault, isDriver } from './station/commands/drivers.js';
import type { DriverRequest } from './station/driver.js';
import { memberAt, textAt } from './station/members.js';
import type { Output } from './station/output.js';
import type { ProvidedToken } from './station/token.js';

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
  readonly #simulation: Simulation;
  /** What is offered, and what of it runs. */
  readonly #offered: ModuleSetup[] = [];
  readonly #modules: ApiModule[] = [];
  readonly #entrypoints: Entrypoint[] = [];

  constructor(parts: EverestParts) {
    const { clock, seed, scenario, report, setup } = parts;
    this.#parts = parts;
    this.#simulation = new Simulation({
      ...{ clock, seed, scenario, report },
      settings: stationOf(scenario?.station ?? {}, setup),
      emit: (output) => this.#publish(output),
      validate: (token, decide) => this.#validate(token, decide),
      ask: (request, done) => this.#ask(request, done),
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

  /** Gives an API of EVerest its behaviour, in each of its modules; others stay as they are. */
  adapt(api: ApiDescriptor, variables: AdaptedApi['variables']): readonly AdaptedApi[] {
    const { quirks, setup } = this.#parts;
    if (isEntrypoint(api)) {
      const options = this.#optionsWith((host) => this.#addEntrypoint(host));
      return [{ descriptor: api, options, variables }];
    }
    const type = moduleType(api);
    if (type === undefined) return [{ descriptor: api, options: {}, variables }];
    const { evseIds } = this.#simulation.station;
    const modules =
      setup?.modules.filter((module) => module.type === type) ??
      modulesWithoutConfiguration(type, variables['module_id'] ?? type, evseIds);
    for (const module of modules) this.#offered.push(module);
    return modules.map((module) => ({
      descriptor: loosen(api, quirks),
      options: this.#optionsWith((host) => this.#addModule(module, host)),
      variables: { ...variables, module_id: module.id },
      ...((setup !== undefined || modules.length > 1) && { name: module.id }),
    }));
  }

  /** Starts the station and the scenario; call it when all mock servers run. */
  start(): void {
    this.#noteMissing();
    this.#publishCapabilities();
    this.#simulation.start();
  }

  stop(): void {
    this.#simulation.stop();
  }

  #optionsWith(behaviour: (host: BehaviourHost) => Behaviour): AdaptedApi['options'] {
    const qos = PROFILE_QOS[this.#parts.profile];
    return { behaviours: [behaviour], everest: false, qos };
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
    const output = this.#parts.quirks.apply(meant);
    if (output === undefined) return;
    for (const module of this.#modules) {
      if (module.type === output.api && module.isAbout(output.evse)) module.publish(output);
    }
  }

  #publishCapabilities(): void {
    for (const output of nodeCapabilities(this.#simulation.station)) this.#publish(output);
  }

  /** A fault stops an EVSE if its driver was there before. Until then, the station has a driver of its own. */
  #reportFault({ setup, fault, isRaised }: ReportedFault): void {
    const { station } = this.#simulation;
    const error = communicationFault(setup.type, setup.id, fault);
    const isLost = fault !== 'Initial communication check';
    const verb = isRaised ? 'raised' : 'cleared';
    const hint = isRaised ? `: ${fault}. Send communication_check to clear the error` : '';
    if (isLost || !isRaised)
      this.#parts.note(`CommunicationFault is ${verb}${hint}`, this.#nameOf(setup));
    if (!isRaised) return station.clearError(error);
    const evses = isLost && isDriver(setup.type) ? (setup.evses ?? station.evseIds) : [];
    station.raiseError(
      error,
      evses.map((id) => station.evse(id)),
    );
  }

  /** Asks a validator that is connected, else the settings of the station. */
  #validate(token: ProvidedToken, decide: (verdict: Verdict) => void): void {
    const { station } = this.#simulation;
    const validator = this.#modules.find(
      ({ type, hasClient }) => type === 'auth_token_validator' && hasClient,
    );
    if (validator === undefined) return decide({ isValid: station.isKnown(token) });
    validator
      .request('validate_token', token)
      .then((result) => decide(verdictOf(result)))
      // Without a reply, EVerest takes the token for invalid.
      .catch(() => decide({ isValid: false }));
  }

  /** Asks a driver that is connected; calls back at once if none is. */
  #ask({ api, name, payload, evse }: DriverRequest, done: (reply: unknown) => void): void {
    const driver = this.#modules.find(
      (module) => module.type === api && module.hasClient && module.isAbout(evse),
    );
    if (driver === undefined) return done(undefined);
    driver.request(name, payload).then(done, () => done({ status: 'UNEXPECTED_ERROR' }));
  }

  /** Names the modules of the configuration that have no document. */
  #noteMissing(): void {
    const modules = this.#parts.setup?.modules ?? [];
    const missing = modules.filter((module) => !this.#offered.includes(module));
    if (missing.length === 0) return;
    const names = missing.map(({ id, type }) => `${id} (${type}_API)`).join(', ');
    this.#parts.note(`Without a document, these modules are not mocked: ${names}`);
  }
}

interface ReportedFault {
  readonly setup: ModuleSetup;
  readonly fault: CommunicationFault;
  readonly isRaised: boolean;
}

/** Reads EVerest's `ValidationResult`. */
function verdictOf(result: unknown): Verdict {
  const evses = memberAt(result, 'evse_ids');
  return {
    isValid: textAt(result, 'authorization_status') === 'Accepted',
    ...(Array.isArray(evses) && { evses: evses.map(Number) }),
  };
}
