import type {
  Answer,
  Behaviour,
  BehaviourHost,
  ObservedMessage,
} from '../../../../templates/runtime/index.js';
import { every, type Cancel, type Clock } from '../../clock/clock.js';
import type { Quirks } from '../quirks.js';
import type { Disturbance } from '../scenario/disturbance.js';
import type { ModuleSetup } from '../setup/setup.js';
import type { GivenCommand } from '../station/commands/command.js';
import type { Output } from '../station/output.js';
import { CommunicationCheck, type CommunicationFault } from './communication-check.js';
import { Disturbances } from './disturbances.js';
import { refusalOf } from './refusal.js';
import {
  operationsBehind,
  topicsByOperation,
  variableOfGet,
  type ModuleOperation,
} from './topics.js';

/** What an API module works with. */
export interface ModuleParts {
  readonly setup: ModuleSetup;
  readonly host: BehaviourHost;
  /** Real time: heartbeats and checks are about the connection. */
  readonly clock: Clock;
  readonly quirks: Quirks;
  /** Whether EVerest runs. */
  readonly isOn: () => boolean;
  /** Runs a command; `undefined` if it means nothing to the station. */
  readonly run: (command: GivenCommand) => Answer | undefined;
  /** Called when the module takes commands. */
  readonly onReady: () => void;
  /** Called when the communication check raises or clears a fault. */
  readonly onFault: (fault: CommunicationFault, isRaised: boolean) => void;
  /** Tells the user something. */
  readonly note: (text: string) => void;
}

/** What a module shows of itself. */
export interface ModuleState {
  readonly id: string;
  readonly type: string;
  /** Whether a client has sent a communication check in time. */
  readonly hasClient: boolean;
  /** What the module last sent, by variable. */
  readonly latched: Readonly<Record<string, unknown>>;
}

/** One API module of EVerest: heartbeat, communication check, latched values, and commands of the client. */
export class ApiModule implements Behaviour {
  readonly setup: ModuleSetup;
  readonly #parts: ModuleParts;
  readonly #published: ReadonlyMap<string, ModuleOperation>;
  readonly #topics: ReadonlyMap<string, string>;
  readonly #latched = new Map<string, unknown>();
  readonly #check: CommunicationCheck;
  readonly #disturbances: Disturbances;
  #beats = 0;
  #hasClient = false;
  #stopBeating: Cancel = () => undefined;

  constructor(parts: ModuleParts) {
    const { host, clock, setup, onFault } = parts;
    this.setup = setup;
    this.#parts = parts;
    this.#published = operationsBehind('e2m', host.api);
    this.#topics = topicsByOperation(operationsBehind('m2e', host.api));
    this.#check = new CommunicationCheck({ clock, periodS: setup.checkS, report: onFault });
    this.#disturbances = new Disturbances(clock);
  }

  get type(): string {
    return this.setup.type;
  }

  /** Whether a client is there. Without supervision, it is one that has sent something. */
  get hasClient(): boolean {
    return this.setup.checkS > 0 ? this.#check.isAlive : this.#hasClient;
  }

  /** Whether it is about an EVSE, or about all. */
  isAbout(evse: number | undefined): boolean {
    return evse === undefined || (this.setup.evses?.includes(evse) ?? true);
  }

  /** The variables and commands that the module sends. */
  get variables(): readonly string[] {
    return [...this.#published.keys()];
  }

  /** What the module shows of itself. */
  get state(): ModuleState {
    const { type, hasClient } = this;
    return { id: this.setup.id, type, hasClient, latched: Object.fromEntries(this.#latched) };
  }

  /** The first heartbeat tells that commands are taken. */
  started(): void {
    const { clock, onReady } = this.#parts;
    const { heartbeatMs } = this.setup;
    this.#check.start();
    if (heartbeatMs > 0) {
      this.#beat();
      this.#stopBeating = every(clock, heartbeatMs, () => this.#beat());
    }
    onReady();
  }

  stopped(): void {
    this.#stopBeating();
    this.#check.stop();
  }

  /** Starts anew, after EVerest was away. */
  restart(): void {
    this.stopped();
    this.#beats = 0;
    this.#hasClient = false;
    this.#latched.clear();
    this.started();
  }

  reset(): void {
    this.#latched.clear();
  }

  disturb(disturbance: Disturbance): void {
    this.#disturbances.add(disturbance);
  }

  observed({ direction, kind, operation, payload, error }: ObservedMessage): void {
    const topic = this.#topics.get(operation);
    if (direction !== 'received' || kind !== 'message' || error !== undefined) return;
    if (topic === undefined || !this.#parts.isOn()) return;
    this.#hasClient = true;
    if (topic === 'communication_check') return this.#check.take(payload === true);
    const refusal = this.#refusal(topic);
    if (refusal !== undefined) return this.#parts.note(refusal);
    const answer = this.#run(topic, payload);
    if (answer === undefined) this.#parts.note(`The station does nothing on m2e/${topic}`);
  }

  answer(operation: string, payload: unknown): Answer | undefined {
    const topic = this.#topics.get(operation);
    if (topic === undefined) return undefined;
    if (!this.#parts.isOn()) throw new Error('EVerest restarts, so nothing answers');
    this.#hasClient = true;
    const refusal = this.#refusal(topic);
    if (refusal !== undefined) throw new Error(refusal);
    const answer = this.#reply(topic, payload);
    return answer && { ...answer, value: this.#disturbances.reply(answer.value) };
  }

  /** Publishes a value, unless the document has no operation for it, or the module no connection. */
  publish({ variable, payload }: Output): void {
    const { host } = this.#parts;
    const found = this.#published.get(variable);
    if (found?.descriptor.kind !== 'subscribe' || this.setup.absent.includes(variable)) return;
    this.#latched.set(variable, payload);
    host.send(found.operation, payload).catch((error: unknown) => host.report(error));
  }

  /** Sends a request to the client; rejects if nobody answers in time. */
  request(name: string, payload: unknown): Promise<unknown> {
    const { host, quirks } = this.#parts;
    const found = this.#published.get(name);
    if (found === undefined) return Promise.reject(new Error(`There is no request ${name}`));
    const sent = quirks.apply({ api: this.type, variable: name, payload })?.payload;
    return host.request(found.operation, sent, { timeoutMs: this.setup.replyTimeoutS * 1_000 });
  }

  #beat(): void {
    const { host, isOn } = this.#parts;
    if (!isOn() || !host.isConnected()) return;
    const isLost = this.#disturbances.takesHeartbeat();
    const payload = this.#beats;
    this.#beats += 1;
    if (!isLost) this.publish({ api: this.type, variable: 'heartbeat', payload });
  }

  #reply(topic: string, payload: unknown): Answer | undefined {
    const { quirks } = this.#parts;
    const variable = variableOfGet(topic);
    if (variable !== undefined) {
      const nothing = quirks.has('true-for-nothing') ? true : null;
      return { value: this.#latched.has(variable) ? this.#latched.get(variable) : nothing };
    }
    const answer = this.#run(topic, payload);
    const meant = { api: this.type, variable: topic, payload: answer?.value };
    const isTwice = topic === 'is_ca_certificate_installed' && quirks.has('second-reply');
    return answer && { value: quirks.apply(meant)?.payload, ...(isTwice && { further: [true] }) };
  }

  #run(name: string, payload: unknown): Answer | undefined {
    const { id, type, evses } = this.setup;
    return this.#parts.run({ api: type, name, payload, module: id, evses });
  }

  /** Returns why EVerest does not hear a command. */
  #refusal(topic: string): string | undefined {
    return refusalOf(topic, this.setup, this.#parts.quirks);
  }
}
