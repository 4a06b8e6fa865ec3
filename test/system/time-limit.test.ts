import { expect, it } from '@jest/globals';
import { TimeLimit } from '../../src/system/time-limit.js';

function endless(): never {
  for (;;);
}

it('gives what the work gives, and throws what it throws', () => {
  const limit = new TimeLimit();
  expect(limit.run(() => undefined)).toEqual({ value: undefined });
  const fault = new RangeError('as it is');
  const fail = (): never => {
    throw fault;
  };
  expect(() => limit.run(fail)).toThrow(fault);
});

it('tries nothing any more once all work together took too long', () => {
  const limit = new TimeLimit(500);
  // Processor time is what counts: on a busy machine, time on the clock holds little of it.
  const busy = (): number => {
    const start = process.cpuUsage();
    for (;;) {
      for (const pause = performance.now(); performance.now() - pause < 10;);
      const { user, system } = process.cpuUsage(start);
      if (user + system > 150_000) return 1;
    }
  };
  const results = Array.from({ length: 20 }, () => limit.run(busy));
  expect(results[0]).toEqual({ value: 1 });
  expect(results.at(-1)).toBeUndefined();
}, 120_000);

it('ends what is endless, a match too, and after three of them tries nothing any more', () => {
  const limit = new TimeLimit();
  expect(limit.run(() => /^(a+)+$/.test(`${'a'.repeat(60)}!`))).toBeUndefined();
  expect(limit.run(() => 1)).toEqual({ value: 1 });
  expect(limit.run(endless)).toBeUndefined();
  expect(limit.run(endless)).toBeUndefined();
  expect(limit.run(() => 1)).toBeUndefined();
}, 120_000);

it('keeps a value for work, but not after work that was ended or failed', () => {
  let created = 0;
  const work = new TimeLimit().keeping(() => (created += 1));
  const same = (value: number): number => value;
  expect([work(same), work(same)]).toEqual([{ value: 1 }, { value: 1 }]);
  expect(work(endless)).toBeUndefined();
  expect(work(same)).toEqual({ value: created });
  const before = created;
  expect(before).toBeGreaterThan(1);
  const fail = (): never => {
    throw new RangeError('as it is');
  };
  expect(() => work(fail)).toThrow('as it is');
  expect([work(same), work(same)]).toEqual([{ value: before + 1 }, { value: before + 1 }]);
}, 60_000);
