import { expect, it } from '@jest/globals';
import { digest } from './digest.js';
import { kindOf, REFERENCE } from './reference-trace.js';
import { shippedScenario, simulate } from './simulate.js';

it('publishes ac-basic in the order of the reference trace', async () => {
  const { entries } = simulate(await shippedScenario('ac-basic'));
  const shown = entries.map(({ output, text }) => (output ? digest(output) : text));
  const kinds = shown
    .filter((line, index) => !(line.startsWith('SI') && shown[index + 1]?.startsWith('meter')))
    .filter((line) => !/^(?:meter|lock|unlock|pwm_|allow_power_on|plug$|swipe$|unplug$)/.test(line))
    .map(kindOf);
  expect(kinds).toEqual(REFERENCE);
});

it('samples once a second, with session_info first while a session is shown, and none without', async () => {
  const { outputs } = simulate(await shippedScenario('ac-basic'));
  const samples = outputs.flatMap(({ variable, seconds }, index) => {
    return variable === 'powermeter' ? [{ seconds, before: outputs[index - 1] }] : [];
  });
  expect(samples.map(({ seconds }) => seconds)).toEqual(
    Array.from({ length: 51 }, (_, index) => index + 0.5),
  );
  for (const { seconds, before } of samples) {
    const isBelow = before?.variable === 'session_info' && before.seconds === seconds;
    expect([seconds, isBelow]).toEqual([seconds, seconds > 5 && seconds < 45]);
  }
});
