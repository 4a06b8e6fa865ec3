import { relative } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { isInside } from '../system/real-path.js';
import type { EverestMock } from '../mock/everest/everest-mock.js';
import type { Scenario } from '../mock/everest/scenario/scenario.js';
import type { EverestSetup } from '../mock/everest/setup/setup.js';
import type { RunEvent } from '../mock/everest/scenario/scenario-run.js';
import type { MockEvent } from '../mock/mock-event.js';
import type { EngineOptions } from './engine-options.js';
import { readGiven, readGivenConfig, switchesOf, type EverestOptions } from './everest-options.js';
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

/** Creates the mock EVerest that the options describe, or returns the findings in its files. */
export async function openEverest(
  options: EverestOptions & Pick<EngineOptions, 'seed'>,
  { io, log }: EverestContext,
): Promise<OpenedEverest | { readonly findings: readonly Diagnostic[] }> {
  if (options.everest !== true) return nothing;
  const { profile = 'main', seed = 1, speed = 1 } = options;
  const switches = await switchesOf(options);
  const { scenario, setup, findings } = await readFiles(options, io);
  if (findings.length > 0) return { findings };
  const { EverestMock: Mock, Quirks } = await import('../mock/everest/everest.js');
  const { RealClock } = await import('../mock/clock/real-clock.js');
  const note = (text: string, isProblem = false): void =>
    log({ event: 'note', time: new Date(), text, isProblem });
  const [clock, liveClock] = [new RealClock({ speed }), new RealClock()];
  const name = scenario?.name ?? '';
  let isAsExpected = true;
  const mock = new Mock({
    ...{ clock, liveClock, seed, profile, scenario, setup },
    quirks: new Quirks(profile, switches),
    report: (event) => {
      isAsExpected &&= event.kind !== 'failed';
      note(...wordsOf(event, { name, cwd: io.cwd }));
    },
    note: (text, module) => note(module === undefined ? text : `${module}: ${text}`),
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
  return { mock, adapt: (api, variables) => mock.adapt(api, variables), start, stop };
}

/** The files that the options name, and what is wrong with them. */
interface GivenFiles {
  readonly scenario: Scenario | undefined;
  readonly setup: EverestSetup | undefined;
  readonly findings: readonly Diagnostic[];
}

async function readFiles(
  { scenario: given, everestConfig }: EverestOptions,
  io: Io,
): Promise<GivenFiles> {
  const read = given === undefined ? undefined : await readGiven(given, io);
  const config = everestConfig === undefined ? undefined : await readGivenConfig(everestConfig, io);
  const findings = [read, config].flatMap((each) => each?.findings ?? []);
  return { scenario: read?.scenario, setup: config?.setup, findings };
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
