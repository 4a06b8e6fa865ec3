import { relative } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { isInside } from '../system/real-path.js';
import type { EverestMock } from '../mock/everest/everest-mock.js';
import type { RunEvent } from '../mock/everest/scenario/scenario-run.js';
import type { MockEvent } from '../mock/mock-event.js';
import type { EngineOptions } from './engine-options.js';
import { readGiven, switchesOf, type EverestOptions } from './everest-options.js';
import type { Io } from './io.js';

/** What the mock EVerest needs of the command. */
export interface EverestContext {
  readonly io: Io;
  readonly log: (event: MockEvent) => void;
}

/** What the mock servers become with `--everest`; without, nothing changes. */
export interface OpenedEverest {
  readonly adapt?: EverestMock['adapt'];
  readonly mock?: EverestMock;
  readonly start: () => void;
  /** Returns whether every expectation of the scenario was met so far. */
  readonly stop: () => boolean;
}

const nothing: OpenedEverest = { start: () => undefined, stop: () => true };

/** Creates the mock EVerest that the options describe, or returns the findings in its scenario. */
export async function openEverest(
  options: EverestOptions & Pick<EngineOptions, 'seed'>,
  { io, log }: EverestContext,
): Promise<OpenedEverest | { readonly findings: readonly Diagnostic[] }> {
  if (options.everest !== true) return nothing;
  const { profile = 'main', seed = 1, speed = 1 } = options;
  const switches = await switchesOf(options);
  const read = options.scenario === undefined ? undefined : await readGiven(options.scenario, io);
  if (read !== undefined && 'findings' in read) return read;
  const { EverestMock: Mock, Quirks } = await import('../mock/everest/everest.js');
  const { RealClock } = await import('../mock/clock/real-clock.js');
  const note = (text: string, isProblem = false): void =>
    log({ event: 'note', time: new Date(), text, isProblem });
  const [clock, liveClock] = [new RealClock({ speed }), new RealClock()];
  const name = read?.scenario.name ?? '';
  let isAsExpected = true;
  const mock = new Mock({
    ...{ clock, liveClock, seed, profile, scenario: read?.scenario },
    quirks: new Quirks(profile, switches),
    report: (event) => {
      isAsExpected &&= event.kind !== 'failed';
      note(...wordsOf(event, { name, cwd: io.cwd }));
    },
    note: (text, api) => note(api === undefined ? text : `${api}: ${text}`),
  });
  const stop = (): boolean => {
    mock.stop();
    for (const each of [clock, liveClock]) each.stop();
    return isAsExpected;
  };
  liveClock.start();
  const start = (): void => {
    clock.start();
    mock.start();
  };
  return { mock, adapt: (api) => mock.adapt(api), start, stop };
}

interface Naming {
  readonly name: string;
  readonly cwd: string;
}

/** Returns a line about a scenario, and whether something is wrong. */
function wordsOf(event: RunEvent, { name, cwd }: Naming): [text: string, isProblem: boolean] {
  switch (event.kind) {
    case 'done': {
      const reply = event.reply === undefined ? '' : ` → ${JSON.stringify(event.reply)}`;
      return [`${name}: ${event.action.name}${reply}`, false];
    }
    case 'failed':
      return [`${placeText(event.place, cwd)}: ${event.message}`, true];
    case 'finished': {
      const { failures } = event;
      if (failures === 0) return [`${name}: the scenario is over, as expected`, false];
      const count = `${failures} ${failures === 1 ? 'expectation was' : 'expectations were'}`;
      return [`${name}: the scenario is over; ${count} not met`, true];
    }
  }
}

function placeText({ file, line, column }: Place, cwd: string): string {
  return `${isInside(cwd, file) ? relative(cwd, file) : file}:${line}:${column}`;
}
