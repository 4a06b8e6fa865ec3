import { expect, it } from '@jest/globals';
import { digest } from './digest.js';
import { shippedScenario, simulate } from './simulate.js';

/** The reference trace of EVerest, without the samples of the meter, and without EVerest's drivers. */
const REFERENCE = [
  ...['evse_id', 'supported_energy_transfer_modes', 'hw_capabilities'],
  ...['SE Enabled', 'SI Unplugged', 'SP Unknown'],
  ...['SE SessionStarted', 'SI Preparing', 'ev_info'],
  ...['SE AuthRequired', 'SI AuthRequired', 'SI AuthRequired', 'SP IEC61851-1'],
  ...['token Processing', 'token Accepted', 'token UsedToStart'],
  ...['SE Authorized', 'SI AuthRequired', 'SI AuthRequired', 'SP IEC61851-1'],
  ...['SE TransactionStarted', 'SI Preparing'],
  ...['SE PrepareCharging', 'SI Preparing', 'SI Preparing', 'SP IEC61851-1'],
  ...['SE ChargingStarted', 'SI Charging', 'SI Charging', 'SP IEC61851-1'],
  ...['pause → true'],
  ...['SE StoppingCharging', 'SI FinishedEV', 'SI FinishedEV', 'SP IEC61851-1'],
  ...['SE ChargingPausedEVSE', 'SI ChargingPausedEVSE'],
  ...['resume → true'],
  ...['SE PrepareCharging', 'SI Preparing', 'SI Preparing', 'SP IEC61851-1'],
  ...['SE ChargingStarted', 'SI Charging', 'SI Charging', 'SP IEC61851-1'],
  ...['stop → true'],
  ...['SE StoppingCharging', 'SI FinishedEV', 'SI FinishedEV', 'SP IEC61851-1'],
  ...['SE ChargingFinished', 'SI Finished', 'SI Finished', 'SP IEC61851-1'],
  ...['SE TransactionFinished', 'SI FinishedEVSE'],
  ...['SE SessionFinished', 'SI Unplugged', 'ev_info', 'SP Unknown'],
];

it('publishes ac-basic in the order of the reference trace', async () => {
  const { entries } = simulate(await shippedScenario('ac-basic'));
  const shown = entries.map(({ output, text }) => (output ? digest(output) : text));
  const kinds = shown
    .filter((line, index) => !(line.startsWith('SI') && shown[index + 1]?.startsWith('meter')))
    .filter((line) => !/^(?:meter|lock|unlock|allow_power_on|plug$|swipe$|unplug$)/.test(line))
    .map((line) => line.replace(/^token \S+/, 'token'))
    .map((line) => line.replace(/^((?:SE|SI|SP|token) \S+).*|^([a-z_]+) [{["].*/, '$1$2'));
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
