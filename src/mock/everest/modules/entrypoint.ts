import type {
  Answer,
  AskedRequest,
  Behaviour,
  BehaviourHost,
} from '../../../../templates/runtime/index.js';
import type { Quirks } from '../quirks.js';
import type { ModuleSetup } from '../setup/setup.js';

/** What discovery works with. */
export interface EntrypointParts {
  readonly host: BehaviourHost;
  readonly quirks: Quirks;
  /** The modules that run; none while EVerest is away. */
  readonly modules: () => readonly ModuleSetup[];
}

/** The APIs whose modules report how long they wait for replies. */
const WAITING = [
  ...['auth_token_validator', 'display_message', 'evse_board_support', 'evse_manager_consumer'],
  ...['ocpp_consumer', 'system'],
];

/** Answers as all modules of EVerest do when a client looks for them, and tells when one is ready. */
export class Entrypoint implements Behaviour {
  readonly #parts: EntrypointParts;
  #isStarted = false;
  /** The beacons that were due before this was connected. */
  #due = 0;

  constructor(parts: EntrypointParts) {
    this.#parts = parts;
  }

  started(): void {
    this.#isStarted = true;
    for (; this.#due > 0; this.#due -= 1) this.#send();
  }

  /** Tells that a station is ready. */
  beacon(): void {
    if (this.#isStarted) this.#send();
    else this.#due += 1;
  }

  /** Every module answers for itself, so there are as many replies as modules. */
  answer(_operation: string, _payload: unknown, { topic }: AskedRequest): Answer {
    const { quirks, modules } = this.#parts;
    if (quirks.has('no-discovery')) {
      throw new Error(
        'Nothing answers, as in EVerest 2026.02. To have discovery, pass --quirk no-discovery=off',
      );
    }
    const [, type = ''] = /\/query-modules\/([^/]+)$/.exec(topic) ?? [];
    const found = modules().filter((module) => type === '' || module.type === type);
    const [value, ...further] = found.map((module) => ({ apis: [describe(module)] }));
    if (value === undefined) throw new Error(`Nothing answers, since no module is a ${type}`);
    return { value, further };
  }

  #send(): void {
    const { host, quirks } = this.#parts;
    const beacon = Object.entries(host.api.operations).find(
      ([, { kind, address }]) => kind === 'subscribe' && address === 'ready_beacon',
    );
    if (beacon === undefined || quirks.has('no-discovery')) return;
    host.send(beacon[0], {}).catch((error: unknown) => host.report(error));
  }
}

/** Returns EVerest's `ApiParameter` of a module. */
function describe({ id, type, heartbeatMs, checkS, replyTimeoutS }: ModuleSetup): object {
  return {
    ...{ type, module_id: id, version: 1 },
    communication_monitoring: {
      heartbeat_period_ms: heartbeatMs,
      communication_check_period_s: checkS,
      ...(WAITING.includes(type) && { request_reply_timeout_s: replyTimeoutS }),
    },
  };
}
