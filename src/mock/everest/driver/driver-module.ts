import type {
  Answer,
  Behaviour,
  BehaviourHost,
  ObservedMessage,
} from '../../../../templates/runtime/index.js';
import { every, type Cancel, type Clock } from '../../clock/clock.js';
import { operationsBehind, topicsByOperation, type ModuleOperation } from '../modules/topics.js';
import type { Quirks } from '../quirks.js';
import { ChargeBridge } from './charge-bridge.js';
import type { Device, DeviceParts } from './device.js';

/** What a driver works with. */
export interface DriverParts {
  /** The type of the API module of EVerest, e.g. `powermeter`. */
  readonly type: string;
  readonly host: BehaviourHost;
  readonly clock: Clock;
  readonly quirks: Quirks;
  readonly createDevice: (send: DeviceParts['send']) => Device | undefined;
}

/** EVerest waits 5 s by default for the next communication check. */
const CHECK_MS = 2_000;
const TICK_MS = 1_000;

/** A driver behind one API module of EVerest: it keeps the connection alive, answers requests and sends readings. */
export class DriverModule implements Behaviour {
  readonly #parts: DriverParts;
  readonly #device: Device | undefined;
  readonly #sent: ReadonlyMap<string, ModuleOperation>;
  /** The variables that are sent, and the topics that are received, by operation. */
  readonly #variables: ReadonlyMap<string, string>;
  readonly #topics: ReadonlyMap<string, string>;
  readonly #bridge: ChargeBridge;
  readonly #stops: Cancel[] = [];
  #lastBeat = -1;

  constructor(parts: DriverParts) {
    const { host, clock, type, quirks } = parts;
    this.#parts = parts;
    this.#sent = operationsBehind('m2e', host.api);
    this.#variables = topicsByOperation(this.#sent);
    this.#topics = topicsByOperation(operationsBehind('e2m', host.api));
    const send = (variable: string, payload: unknown): void => this.#send(variable, payload);
    this.#device = parts.createDevice(send);
    this.#bridge = new ChargeBridge({ clock, type, quirks, send });
  }

  started(): void {
    const { clock, host } = this.#parts;
    this.#send('communication_check', true);
    this.#stops.push(
      every(clock, CHECK_MS, () => {
        if (host.isConnected()) this.#send('communication_check', true);
      }),
      every(clock, TICK_MS, () => {
        if (host.isConnected() && this.#lastBeat >= 0) this.#device?.tick?.();
      }),
    );
  }

  stopped(): void {
    this.#stops.forEach((stop) => stop());
    this.#bridge.stop();
  }

  observed({ direction, kind, operation, payload, error }: ObservedMessage): void {
    if (kind !== 'message' || error !== undefined) return;
    if (direction === 'sent') {
      return this.#device?.sent?.(this.#variables.get(operation) ?? '', payload);
    }
    const name = this.#topics.get(operation);
    if (name === 'heartbeat') this.#beat(Number(payload));
    else if (name !== undefined) this.#device?.command?.(name, payload);
  }

  answer(operation: string, payload: unknown): Answer | undefined {
    const name = this.#topics.get(operation);
    if (name === undefined) return undefined;
    this.#bridge.refuse(name);
    const value = this.#device?.answer?.(name, payload);
    return value === undefined ? undefined : { value };
  }

  /** A count that is lower than the one before tells that EVerest was started again. */
  #beat(count: number): void {
    const isNew = count <= this.#lastBeat || this.#lastBeat < 0;
    this.#lastBeat = count;
    this.#bridge.beat();
    if (!isNew) return;
    this.#send('communication_check', true);
    this.#device?.started?.();
  }

  #send(variable: string, payload: unknown): void {
    const { host } = this.#parts;
    const found = this.#sent.get(variable);
    if (found?.descriptor.kind !== 'subscribe') return;
    host.send(found.operation, payload).catch((error: unknown) => host.report(error));
  }
}
