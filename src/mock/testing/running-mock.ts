import type { Broker } from '../broker.js';
import type { EverestMock } from '../everest/everest-mock.js';
import type { Faults } from '../faults/faults.js';
import type { GivenOverrides } from '../payloads/overrides.js';
import type { MockReport } from '../report/report.js';
import type { ReportBuilder } from '../report/report-builder.js';
import { expectOperation } from './expectation.js';
import type { HistoryEntry } from './history-entry.js';
import type { MessageHistory } from './history.js';
import type { Expectation } from './matchers.js';
import type { Mock } from './mock.js';
import type { GeneratedServer, MockServerClass } from './mock-server-class.js';
import type { Overriding } from './overriding.js';
import type { Sending } from './sending.js';
import type { Servers } from './servers.js';
import { stationControl, type StationControl } from './station-control.js';
import type { MockTime } from './time.js';

interface RunningParts {
  readonly broker: Broker;
  readonly servers: Servers;
  readonly everest: EverestMock | undefined;
  readonly history: MessageHistory;
  readonly report: ReportBuilder;
  readonly overriding: Overriding;
  readonly faults: Faults | undefined;
  readonly sending: Sending;
  readonly time: MockTime;
}

/** At most this much fake time passes before the broker has what is sent. */
const STEP_MS = 1_000;

export class RunningMock implements Mock {
  readonly url: string;
  readonly clock: Mock['clock'] = { advance: (ms) => this.#advance(ms) };
  readonly #parts: RunningParts;
  readonly #station: StationControl;
  #closing: Promise<void> | undefined;

  constructor(parts: RunningParts) {
    this.url = parts.broker.url;
    this.#parts = parts;
    this.#station = stationControl(async (action, details) => {
      const reply = parts.everest?.perform(action, details);
      await parts.sending.settled();
      return reply;
    });
  }

  /** Starts time and the station. */
  begin(): Promise<void> {
    const { time, everest, sending } = this.#parts;
    time.start();
    everest?.start();
    return sending.settled();
  }

  get station(): StationControl {
    if (this.#parts.everest !== undefined) return this.#station;
    throw new TypeError('This mock has no station. Start it with everest: true');
  }

  server<S extends GeneratedServer>(generated: MockServerClass<S>): S {
    const server = this.#parts.servers.get(generated);
    if (server !== undefined) return server;
    throw new RangeError(`This mock has no ${generated.name}. Add it to \`apis\``);
  }

  expect(operation: string): Expectation {
    const { servers, history } = this.#parts;
    return expectOperation(operation, servers.operations, history);
  }

  history(): readonly HistoryEntry[] {
    return [...this.#parts.history.entries];
  }

  report(): MockReport {
    const { report, servers, time } = this.#parts;
    return report.build(servers.operations, new Date(time.clock.now()));
  }

  override(payloads: GivenOverrides): void {
    const { overriding, servers } = this.#parts;
    overriding.add(payloads, servers.operations);
  }

  async reset(): Promise<void> {
    const { servers, everest, history, report, overriding, faults, sending } = this.#parts;
    await sending.settled();
    for (const each of [history, report]) each.clear();
    servers.reset();
    overriding.reset(servers.operations);
    faults?.line.reset();
    everest?.renew();
    await sending.settled();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #advance(ms: number): Promise<void> {
    const { time, sending } = this.#parts;
    for (let left = ms; left >= 0; left -= STEP_MS) {
      time.advance(Math.min(left, STEP_MS));
      await sending.settled();
      if (left === 0) return;
    }
  }

  async #close(): Promise<void> {
    const { broker, servers, everest, time } = this.#parts;
    everest?.stop();
    time.stop();
    await servers.close();
    await broker.close();
  }
}
