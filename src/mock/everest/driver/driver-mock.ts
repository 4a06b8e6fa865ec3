/** The other side of EVerest's providing APIs: drivers, in place of real devices. */
import type { ApiDescriptor, BehaviourHost } from '../../../../templates/runtime/index.js';
import { acceptAnything } from '../../../../templates/runtime/validation/accept.js';
import type { Clock } from '../../clock/clock.js';
import type { AdaptedApi } from '../../mock-settings.js';
import { moduleType } from '../modules/topics.js';
import type { Quirks } from '../quirks.js';
import { Random } from '../station/random.js';
import { createDevice } from './devices.js';
import type { Flow } from './device.js';
import { DriverModule } from './driver-module.js';

/** What the drivers work with. */
export interface DriverMockParts {
  readonly clock: Clock;
  readonly seed: number;
  readonly quirks: Quirks;
}

/** Drivers of one EVSE, which know what flows there. */
export class DriverMock {
  readonly #parts: DriverMockParts;
  readonly #flow: Flow = { current: 0, lines: 0 };

  constructor(parts: DriverMockParts) {
    this.#parts = parts;
  }

  /** Gives an API of EVerest its driver; others stay as they are. */
  adapt(api: ApiDescriptor, variables: AdaptedApi['variables']): readonly AdaptedApi[] {
    const type = moduleType(api);
    if (type === undefined) return [{ descriptor: api, options: {}, variables }];
    const behaviours = [(host: BehaviourHost) => this.#createModule(type, host)];
    const descriptor = loosenErrors(api, this.#parts.quirks);
    return [{ descriptor, options: { behaviours, everest: false }, variables }];
  }

  #createModule(type: string, host: BehaviourHost): DriverModule {
    const { clock, seed, quirks } = this.#parts;
    const flow = this.#flow;
    return new DriverModule({
      ...{ type, host, clock, quirks },
      createDevice: (send) => createDevice(type, { clock, random: new Random(seed), send, flow }),
    });
  }
}

/** ChargeBridge sends an error that the list of the document lacks. */
function loosenErrors(api: ApiDescriptor, quirks: Quirks): ApiDescriptor {
  if (!quirks.has('charge-bridge')) return api;
  const messages = { anything: { payload: acceptAnything } };
  const operations = Object.entries(api.operations).map(([name, operation]) => {
    const isError = /^m2e\/(?:raise|clear)_error$/.test(operation.address);
    const isSent = operation.kind === 'subscribe' && isError;
    return [name, isSent ? { ...operation, messages } : operation] as const;
  });
  return { ...api, operations: Object.fromEntries(operations) };
}
