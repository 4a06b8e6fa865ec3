import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PROFILES, QUIRKS, Quirks } from '../../../src/mock/everest/quirks.js';
import { shippedScenarios } from '../../../src/mock/everest/scenario/shipped.js';
import type { Scenario } from '../../../src/mock/everest/scenario/scenario.js';
import type { Output } from '../../../src/mock/everest/station/output.js';
import { memberAt, numberAt, textAt } from '../../../src/mock/everest/station/members.js';
import { root } from '../../support/project.js';
import { digest } from './digest.js';
import { everestApis, type PublishedVariables } from './published.js';
import { shippedScenario, simulate, type Recording, type RecordingOptions } from './simulate.js';

const names = await shippedScenarios();
const scenarios = new Map<string, Scenario>();
for (const name of names) scenarios.set(name, await shippedScenario(name));

function run(name: string, options?: RecordingOptions): Recording {
  const scenario = scenarios.get(name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}`);
  return simulate(scenario, options);
}

/** Samples beyond the first two of a row become one line. */
function fold(lines: readonly string[]): readonly string[] {
  const isSample = (line = ''): boolean => line.startsWith('meter ');
  const isTick = (index: number): boolean =>
    isSample(rest(index)) || (rest(index).startsWith('SI ') && isSample(rest(index + 1)));
  const rest = (index: number): string => lines[index]?.replace(/^\S+ +/, '') ?? '';
  let count = 0;
  return lines.flatMap((line, index) => {
    count = isTick(index) ? count + (isSample(rest(index)) ? 1 : 0) : 0;
    if (count < 3 && !(count === 2 && isTick(index) && !isSample(rest(index)))) return [line];
    return count === 3 && isSample(rest(index)) ? ['  … more samples'] : [];
  });
}

/** Messages of further EVSEs begin with their number. */
function shown(output: Output): string {
  const { evse = 1 } = output;
  return `${evse === 1 ? '' : `[${evse}] `}${digest(output)}`;
}

function traceOf({ entries }: Recording): string {
  return `${fold(entries.map(({ seconds, text, output }) => `${seconds.toFixed(1)} ${output ? shown(output) : text}`)).join('\n')}\n`;
}

describe.each(names)('the scenario %s', (name) => {
  it('meets its own expectations, in every profile', () => {
    for (const profile of PROFILES) expect(run(name, { profile }).failures).toEqual([]);
  });

  it('gives its recorded trace', () => {
    const trace = traceOf(run(name));
    const file = join(root, `test/mock/everest/traces/${name}.txt`);
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(file, trace);
    expect(trace).toBe(readFileSync(file, 'utf8'));
  });

  it('gives the same bytes with the same seed, and others with another', () => {
    const [first, second, other] = [7, 7, 8].map((seed) => run(name, { seed }).lines);
    expect(first).toEqual(second);
    expect(first).not.toEqual(other);
  });

  it('publishes values that fit together', () => {
    const { outputs } = run(name);
    const readings = outputs.filter(({ variable }) => variable === 'powermeter');
    const before = new Map<unknown, readonly [number, number]>();
    for (const { payload, evse } of readings) {
      const [wh, watts] = before.get(evse) ?? [0, 0];
      for (const line of ['L1', 'L2', 'L3', 'DC']) {
        const amps = numberAt(payload, 'current_A', line);
        const own = numberAt(payload, 'power_W', line === 'DC' ? 'total' : line);
        if (amps === undefined) continue;
        expect(own).toBeCloseTo((numberAt(payload, 'voltage_V', line) ?? 0) * amps, 2);
      }
      const total = numberAt(payload, 'energy_Wh_import', 'total') ?? 0;
      const now = numberAt(payload, 'power_W', 'total') ?? 0;
      if (wh > 0) expect(total).toBeGreaterThanOrEqual(wh);
      // No second takes more than the power at its ends; rounding is to 1 mWh.
      if (wh > 0) expect(total - wh).toBeLessThanOrEqual(Math.max(now, watts) / 3_600 + 0.002);
      before.set(evse, [total, now]);
    }
  });
});

describe('what is published', () => {
  let apis: PublishedVariables;
  beforeAll(async () => {
    apis = await everestApis();
  }, 60_000);

  /** Returns what the documents say against an output; `undefined` if it is valid. */
  function refusal(output: Output): string | undefined {
    const accept = apis.get(`${output.api}/${output.variable}`);
    if (accept === undefined) return `${output.api}/${output.variable} is in no document`;
    try {
      accept(output.payload);
      return undefined;
    } catch (error) {
      return `${output.variable}: ${String(error)}`;
    }
  }

  it.each(names)('in %s is valid with the profile spec', (name) => {
    const { outputs } = run(name, { profile: 'spec' });
    expect(outputs.flatMap((output) => refusal(output) ?? [])).toEqual([]);
  });

  it.each(names)(
    'in %s is invalid with the profile main only by quirks that can be switched',
    (name) => {
      const { outputs } = run(name, { profile: 'main' });
      const unexplained = outputs.filter((output) => {
        if (refusal(output) === undefined) return false;
        // Without one quirk or another, the message would be valid, or absent.
        return !Object.keys(QUIRKS).some((quirk) => {
          const without = new Quirks('main', { [quirk]: false }).apply(output.meant);
          return without === undefined || refusal(without) === undefined;
        });
      });
      expect(unexplained).toEqual([]);
    },
  );
});

describe('quirks', () => {
  const event = (name: string): Output => ({
    api: 'evse_manager_consumer',
    variable: 'session_event',
    payload: { uuid: '', timestamp: '2026-01-01T00:00:00.000Z', event: name },
  });

  it('follow the profile, and can be switched', () => {
    const resumed = event('SessionResumed');
    const main = new Quirks('main');
    const switched = new Quirks('main', { 'session-resumed-colon': false });
    expect(textAt(main.apply(resumed)?.payload, 'event')).toBe('SessionResumed:');
    expect(switched.apply(resumed)).toEqual(resumed);
    expect(new Quirks('spec').apply(resumed)).toEqual(resumed);
    expect(new Quirks('spec', { 'session-resumed-colon': true }).apply(resumed)).toEqual(
      main.apply(resumed),
    );
  });

  it('send true for nothing in main, and nothing in 2026.02', () => {
    const lock = { api: 'evse_board_support', variable: 'lock', payload: undefined };
    expect(new Quirks('main').apply(lock)?.payload).toBe(true);
    expect(new Quirks('2026.02').apply(lock)?.payload).toBeUndefined();
  });

  it('leave reservations without a time', () => {
    expect(
      memberAt(new Quirks('main').apply(event('ReservationStart'))?.payload, 'timestamp'),
    ).toBe('');
  });
});
