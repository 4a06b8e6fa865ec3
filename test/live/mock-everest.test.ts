/** The mock EVerest of the command `mock` on mosquitto, with mosquitto_sub and the generated client. */
import { describe, expect } from '@jest/globals';
import {
  authConsumer,
  authTokenValidator,
  evseManagerConsumer,
  externalEnergyLimitsConsumer,
} from '../../generated/index.js';
import { PROFILES } from '../../src/mock/everest/quirks.js';
import { startMockCommand } from '../cli/run-command.js';
import { digest } from '../mock/everest/digest.js';
import { kindOf, REFERENCE } from '../mock/everest/reference-trace.js';
import { Collector } from '../runtime/harness.js';
import { startMosquittoSub } from '../support/broker.js';
import { root } from '../support/project.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const { EvseManagerConsumerClient } = evseManagerConsumer;
const moduleId = 'everest';
const base = `everest_api/1/evse_manager_consumer/${moduleId}`;
/** The validators are compiled anew, which takes a while on a busy machine. */
const ms = 60_000;

describe('on mosquitto', () => {
  const broker = mosquittoForTests();
  const where = (): { url: string; moduleId: string } => ({ url: broker.url, moduleId });
  const start = (...args: readonly string[]) =>
    startMockCommand(root, [
      ...['--everest', '--broker', broker.url, '--var', `module_id=${moduleId}`, ...args],
    ]);

  test(
    'mosquitto_sub sees ac-basic in the order of the reference trace, after the first heartbeat',
    async () => {
      const sub = await startMosquittoSub(broker.port, ['-t', `${base}/e2m/#`, '-v']);
      const mock = start('--scenario', 'ac-basic', '--speed', '20', '--quiet');
      const lines: string[] = [];
      while (
        lines.at(-1) !== 'SP Unknown' ||
        !lines.includes('SI Unplugged') ||
        lines.length < 60
      ) {
        const line = await sub.nextLine();
        const [topic = '', ...payload] = line.split(' ');
        const value: unknown = JSON.parse(payload.join(' '));
        const variable = topic.replace(`${base}/e2m/`, '');
        lines.push(kindOf(digest({ api: '', variable, payload: value })));
      }
      mock.stop();
      expect(await mock.ended).toMatchObject({ code: 0, stderr: '' });
      expect(lines[0]).toBe('heartbeat 0');
      const session = lines.filter(
        (line, index) =>
          !/^(?:heartbeat|meter)/.test(line) &&
          !(line.startsWith('SI') && lines[index + 1]?.startsWith('meter')),
      );
      const expected = REFERENCE.filter((each) => !/→|^token/.test(each));
      expect(session).toEqual(expected);
      await sub.stop();
    },
    ms,
  );

  for (const profile of PROFILES) {
    test(
      `the generated client drives a session with the profile ${profile}`,
      async () => {
        const mock = start(
          '--profile',
          profile,
          '--scenario',
          `${root}/test/mock/everest/driven.yaml`,
        );
        await mock.until(/driven: swipe/);
        await using client = await EvseManagerConsumerClient.connect({
          ...where(),
          onInvalidMessage: () => undefined,
        });
        const events = new Collector<string>();
        await client.onSessionEvent(({ event }) => events.add(event));
        expect(await client.getEvse()).toEqual({ id: 1, connectors: [{ id: 1, type: 'sType2' }] });
        await mock.until(/"event":"ChargingStarted"/);
        expect(await client.pauseCharging()).toBe(true);
        await mock.until(/"event":"ChargingPausedEVSE"/);
        expect(await client.resumeCharging()).toBe(true);
        await mock.until(
          /"state":"Charging"[^]*"event":"ChargingPausedEVSE"[^]*"state":"Charging"/,
        );
        expect(await client.stopTransaction({ reason: 'Local' })).toBe(true);
        await mock.until(/"event":"TransactionFinished"/);
        expect(await client.stopTransaction({ reason: 'Local' })).toBe(false);
        // Messages on one connection keep their order, so the events are here before the reply.
        expect(events.items.slice(-7)).toEqual([
          ...['StoppingCharging', 'ChargingPausedEVSE', 'PrepareCharging', 'ChargingStarted'],
          ...['StoppingCharging', 'ChargingFinished', 'TransactionFinished'],
        ]);
        mock.stop();
        expect(await mock.ended).toMatchObject({ code: 0 });
      },
      ms,
    );
  }

  test(
    'couples the modules: a validator decides, limits hold, and an authorization is withdrawn',
    async () => {
      await using validator = await authTokenValidator.AuthTokenValidatorClient.connect(where());
      const asked = new Collector<string>();
      await validator.handleValidateToken(({ id_token }) => {
        asked.add(id_token.value);
        const isKnown = id_token.value === 'KNOWN';
        return { authorization_status: isKnown ? 'Accepted' : 'Invalid', tariff_messages: [] };
      });
      await using auth = await authConsumer.AuthConsumerClient.connect(where());
      const tokens = new Collector<string>();
      await auth.onTokenValidationStatus(({ token, status }) =>
        tokens.add(`${token.id_token.value} ${status}`),
      );
      const file = `${root}/test/mock/everest/validated.yaml`;
      const mock = start('--scenario', file, '--profile', 'spec');
      await mock.until(/mock server on/);
      await validator.sendCommunicationCheck(true);
      await mock.until(/auth_token_validator: CommunicationFault is cleared/);
      await asked.reach(2);
      expect(asked.items).toEqual(['STRANGE', 'KNOWN']);
      await tokens.reach(4);
      expect(tokens.items).toEqual([
        ...['STRANGE Processing', 'STRANGE Rejected', 'KNOWN Processing', 'KNOWN Accepted'],
      ]);
      expect(await auth.withdrawAuthorization({})).toBe('Accepted');
      expect(await auth.withdrawAuthorization({})).toBe('AuthorizationNotFound');
      const { ExternalEnergyLimitsConsumerClient } = externalEnergyLimitsConsumer;
      await using limits = await ExternalEnergyLimitsConsumerClient.connect(where());
      await limits.sendSetExternalLimits({
        schedule_import: [
          {
            timestamp: '2026-01-01T00:00:00Z',
            limits_to_root: { ac_max_current_A: { value: 8, source: 'test' } },
            limits_to_leaves: {},
          },
        ],
        schedule_export: [],
        schedule_setpoints: [],
      });
      await mock.until(/enforced_limits \{[^]*"ac_max_current_A":\{"value":8,/);
      mock.stop();
      await mock.ended;
    },
    ms,
  );
});
