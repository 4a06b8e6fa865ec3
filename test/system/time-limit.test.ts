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

it('renews what ended work has used before it starts again, as it does on a busy machine', () => {
  let isNew = true;
  let starts = 0;
  const work = (): boolean => {
    starts += 1;
    const wasNew = isNew;
    isNew = false;
    if (starts > 1) return wasNew;
    // Waiting takes no processor time.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);
    return endless();
  };
  const renew = (): void => {
    isNew = true;
  };
  expect(new TimeLimit().run(work, renew)).toEqual({ value: true });
  expect(starts).toBe(2);
});
