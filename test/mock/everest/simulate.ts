/** Runs a scenario on a fake clock, and records what EVerest sends. */
import { fileURLToPath } from 'node:url';
import { FakeClock } from '../../../src/mock/clock/fake-clock.js';
import { Quirks, type Profile } from '../../../src/mock/everest/quirks.js';
import { readScenario } from '../../../src/mock/everest/scenario/read-scenario.js';
import type { Scenario } from '../../../src/mock/everest/scenario/scenario.js';
import { SCENARIO_FOLDER } from '../../../src/mock/everest/scenario/shipped.js';
import { Simulation } from '../../../src/mock/everest/simulation.js';
import type { Output } from '../../../src/mock/everest/station/output.js';

export const START = Date.parse('2026-01-01T08:00:00.000Z');

/** What is recorded, in order: outputs, replies to commands, and failed expectations. */
export interface Recording {
  readonly lines: readonly string[];
  readonly outputs: readonly RecordedOutput[];
  readonly entries: readonly Entry[];
  readonly failures: readonly string[];
}

/** An output as it is sent, and as it was before quirks. */
export interface RecordedOutput extends Output {
  readonly seconds: number;
  readonly meant: Output;
}

/** An output, or what a step did and the reply. */
export interface Entry {
  readonly seconds: number;
  readonly text: string;
  readonly output?: Output;
  readonly meant?: Output;
}

export interface RecordingOptions {
  readonly seed?: number;
  readonly profile?: Profile;
}

/** The longest that a scenario lasts. */
const LONGEST_S = 600;
/** How long the recording goes on after the last step. */
const MORE_S = 3;

export async function shippedScenario(name: string): Promise<Scenario> {
  const path = fileURLToPath(new URL(`${name}.yaml`, SCENARIO_FOLDER));
  const read = await readScenario(path, name);
  if ('findings' in read) throw new Error(JSON.stringify(read.findings));
  return read.scenario;
}

export function simulate(
  scenario: Scenario,
  { seed = 1, profile = 'main' }: RecordingOptions = {},
): Recording {
  const clock = new FakeClock(START);
  const quirks = new Quirks(profile);
  const entries: Entry[] = [];
  const failures: string[] = [];
  const seconds = (): number => (clock.now() - START) / 1_000;
  const state = { isFinished: false };
  const simulation = new Simulation({
    ...{ clock, seed, scenario },
    emit: (meant) => {
      const output = quirks.apply(meant);
      if (output === undefined) return;
      const { api, variable, payload } = output;
      const text = `${api} ${variable} ${JSON.stringify(payload) ?? ''}`;
      entries.push({ seconds: seconds(), text, output, meant });
    },
    report: (event) => {
      if (event.kind === 'finished') state.isFinished = true;
      if (event.kind === 'failed') failures.push(`${event.place.line}: ${event.message}`);
      if (event.kind !== 'done') return;
      const reply = event.reply === undefined ? '' : ` → ${JSON.stringify(event.reply)}`;
      entries.push({ seconds: seconds(), text: `${event.action.name}${reply}` });
    },
  });
  simulation.start();
  while (!state.isFinished && seconds() < LONGEST_S) clock.advance(1_000);
  clock.advance(MORE_S * 1_000);
  simulation.stop();
  return {
    lines: entries.map((entry) => `${entry.seconds.toFixed(3)} ${entry.text}`),
    outputs: entries.flatMap(({ output, meant = output, seconds: at }) =>
      output && meant ? [{ ...output, meant, seconds: at }] : [],
    ),
    ...{ entries, failures },
  };
}
