import { expect, it } from '@jest/globals';
import { every } from '../../src/mock/clock/clock.js';
import { FakeClock } from '../../src/mock/clock/fake-clock.js';
import { RealClock } from '../../src/mock/clock/real-clock.js';

it('stands still until it is advanced, and runs what is due in order', () => {
  const clock = new FakeClock(1_000);
  const seen: string[] = [];
  const note = (name: string) => () => void seen.push(`${name} ${clock.now()}`);
  clock.after(20, note('second'));
  clock.after(10, () => {
    note('first')();
    clock.after(10, note('added'));
  });
  clock.after(20, note('third'));
  const cancel = clock.after(15, note('never'));
  cancel();
  expect(seen).toEqual([]);
  clock.advance(19);
  expect(seen).toEqual(['first 1010']);
  clock.advance(1);
  expect(seen).toEqual(['first 1010', 'second 1020', 'third 1020', 'added 1020']);
  expect(clock.now()).toBe(1_020);
});

it('repeats a task until it is cancelled, from within the task too', () => {
  const clock = new FakeClock();
  let count = 0;
  const cancel = every(clock, 1_000, () => {
    count += 1;
    if (count === 3) cancel();
  });
  clock.advance(10_000);
  expect(count).toBe(3);
});

it('runs at a multiple of the speed, and tasks see the time that they were due', async () => {
  const clock = new RealClock({ speed: 1_000 });
  clock.start();
  const start = clock.now();
  const times = await new Promise<readonly number[]>((resolve) => {
    const seen: number[] = [];
    const cancel = every(clock, 10_000, () => {
      seen.push(clock.now());
      if (seen.length < 3) return;
      cancel();
      resolve(seen);
    });
  });
  const [first = 0, ...others] = times;
  expect(first).toBeGreaterThanOrEqual(start + 10_000);
  expect(others).toEqual([first + 10_000, first + 20_000]);
});

it('runs nothing before it is started, nor after it was stopped', async () => {
  const clock = new RealClock({ speed: 1_000 });
  let count = 0;
  clock.after(1, () => (count += 1));
  const time = clock.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([count, clock.now()]).toEqual([0, time]);
  clock.start();
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(10_000);
  every(clock, 1_000, () => (count += 1));
  clock.stop();
  const before = count;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(count).toBe(before);
});

it('runs many tasks by their times, and those of one time in the order of their addition', () => {
  const clock = new FakeClock();
  const seen: string[] = [];
  const expected: (readonly [due: number, name: string])[] = [];
  for (let index = 0; index < 2_000; index += 1) {
    const due = (index * 7919) % 97;
    const name = `${due}/${index}`;
    const cancel = clock.after(due, () => void seen.push(name));
    if (index % 3 === 0) cancel();
    else expected.push([due, name]);
  }
  clock.advance(50);
  clock.advance(50);
  expect(seen).toEqual(expected.toSorted(([a], [b]) => a - b).map(([, name]) => name));
});
