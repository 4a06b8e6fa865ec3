import type {
  Answer,
  Behaviour,
  BehaviourHost,
  ObservedMessage,
} from '../../../templates/runtime/index.js';
import { every, type Cancel, type Clock } from '../clock/clock.js';
import { CommunicationCheck } from './communication-check.js';
import type { Quirks } from './quirks.js';
import type { GivenCommand } from './station/commands/command.js';
import type { Output } from './station/output.js';
import { operationsBehind, variableOfGet, type ModuleOperation } from './topics.js';

/** What an API module works with. */
export interface ModuleParts {
  /** The type of the module, e.g. `evse_manager_consumer`. */
  readonly type: string;
  readonly host: BehaviourHost;
  /** Real time: heartbeats and checks are about the connection. */
  readonly clock: Clock;
  readonly quirks: Quirks;
  /** Whether EVerest runs. */
  readonly isOn: () => boolean;
  /** Runs a command; `undefined` if it means nothing to the station. */
  readonly run: (command: GivenCommand) => Answer | undefined;
  /** Tells the user something. */
  readonly note: (text: string) => void;
}

const HEARTBEAT_MS = 1_000;

/** Commands of the EVSE manager that newer releases of EVerest do not have. */
const LEGACY = [
  ...['reserve', 'cancel_reservation', 'withdraw_authorization', 'authorize_response'],
  'external_ready_to_start_charging',
];

/** One API module of EVerest: heartbeat, communication check, latched values, and commands of the client. */
export class ApiModule implements Behaviour {
  readonly #parts: ModuleParts;
  readonly #published: ReadonlyMap<string, ModuleOperation>;
  readonly #topics: ReadonlyMap<string, string>;
  readonly #latched = new Map<string, unknown>();
  readonly #check: CommunicationCheck;
  #beats = 0;
  #stopBeating: Cancel = () => undefined;

  constructor(parts: ModuleParts) {
    const { host, clock, note } = parts;
    this.#parts = parts;
    this.#published = operationsBehind('e2m', host.api);
    const received = [...operationsBehind('m2e', host.api)];
    this.#topics = new Map(received.map(([topic, { operation }]) => [operation, topic]));
    this.#check = new CommunicationCheck(clock, (fault) =>
      note(
        fault === undefined
          ? 'CommunicationFault is cleared'
          : `CommunicationFault is raised: ${fault}. Send communication_check to clear the error`,
      ),
    );
  }

  get type(): string {
    return this.#parts.type;
  }

  /** Whether a client of this module has shown that it is alive. */
  get hasClient(): boolean {
    return this.#check.isAlive;
  }

  /** The variables and commands that the module sends. */
  get variables(): readonly string[] {
    return [...this.#published.keys()];
  }

  /** What the module last sent, by variable. */
  get latched(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#latched);
  }

  /** The first heartbeat tells that commands are taken. */
  started(): void {
    this.#beat();
    this.#stopBeating = every(this.#parts.clock, HEARTBEAT_MS, () => this.#beat());
  }

  stopped(): void {
    this.#stopBeating();
    this.#check.restart();
  }

  /** Starts anew, after EVerest was away. */
  restart(): void {
    this.stopped();
    this.#beats = 0;
    this.#latched.clear();
    this.started();
  }

  reset(): void {
    this.#latched.clear();
  }

  observed({ direction, kind, operation, payload, error }: ObservedMessage): void {
    const topic = this.#topics.get(operation);
    if (direction !== 'received' || kind !== 'message' || error !== undefined) return;
    if (topic === undefined || !this.#parts.isOn()) return;
    if (topic === 'communication_check') return this.#check.take(payload === true);
    const refusal = this.#refusal(topic);
    if (refusal !== undefined) return this.#parts.note(refusal);
    const answer = this.#parts.run({ api: this.type, name: topic, payload });
    if (answer === undefined) this.#parts.note(`The station does nothing on m2e/${topic}`);
  }

  answer(operation: string, payload: unknown): Answer | undefined {
    const topic = this.#topics.get(operation);
    if (topic === undefined) return undefined;
    if (!this.#parts.isOn()) throw new Error('EVerest restarts, so nothing answers');
    const refusal = this.#refusal(topic);
    if (refusal !== undefined) throw new Error(refusal);
    const variable = variableOfGet(topic);
    if (variable === undefined) return this.#reply(topic, payload);
    const nothing = this.#parts.quirks.has('true-for-nothing') ? true : null;
    return { value: this.#latched.has(variable) ? this.#latched.get(variable) : nothing };
  }

  /** Publishes a value, unless the document has no operation for it. */
  publish({ variable, payload }: Output): void {
    const { host } = this.#parts;
    const found = this.#published.get(variable);
    if (found?.descriptor.kind !== 'subscribe') return;
    this.#latched.set(variable, payload);
    host.send(found.operation, payload).catch((error: unknown) => host.report(error));
  }

  /** Sends a request to the client; rejects if nobody answers. */
  request(name: string, payload: unknown, timeoutMs: number): Promise<unknown> {
    const found = this.#published.get(name);
    if (found === undefined) return Promise.reject(new Error(`There is no request ${name}`));
    return this.#parts.host.request(found.operation, payload, { timeoutMs });
  }

  #beat(): void {
    const { host, isOn } = this.#parts;
    if (!isOn() || !host.isConnected()) return;
    this.publish({ api: this.type, variable: 'heartbeat', payload: this.#beats });
    this.#beats += 1;
  }

  #reply(topic: string, payload: unknown): Answer | undefined {
    const answer = this.#parts.run({ api: this.type, name: topic, payload });
    const meant = { api: this.type, variable: topic, payload: answer?.value };
    return answer && { value: this.#parts.quirks.apply(meant)?.payload };
  }

  /** Returns why EVerest does not hear a command. */
  #refusal(topic: string): string | undefined {
    const { quirks } = this.#parts;
    const isLegacy = this.type === 'evse_manager_consumer' && LEGACY.includes(topic);
    if (isLegacy && quirks.has('no-legacy-commands')) {
      return `m2e/${topic} is ignored, as by releases of EVerest since the end of 2025. To have it, pass --quirk no-legacy-commands=off`;
    }
    if (variableOfGet(topic) !== undefined && quirks.has('no-get')) {
      return `m2e/${topic} is ignored, as by EVerest 2026.02. To have it, pass --quirk no-get=off`;
    }
    return undefined;
  }
}
