/** Both roles in one process: the mock EVerest, and the mock of the drivers behind its providing APIs. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { startMockCommand, type CommandRun } from '../../cli/run-command.js';
import { root } from '../../support/project.js';

jest.setTimeout(40_000);

let everest: CommandRun;
let drivers: CommandRun;
const spec = (name: string): string => join(root, `specs/everest/${name}_API.yaml`);
const providing = ['auth_token_provider', 'auth_token_validator', 'powermeter'].map(spec);
const board = spec('evse_board_support');

beforeAll(async () => {
  const consumers = ['evse_manager_consumer', 'error_history_consumer'].map(spec);
  const own = [...consumers, ...providing, board];
  everest = startMockCommand(root, [...own, '--everest', '--port', '0', '--speed', '5']);
  const [, url = ''] = await everest.until(/mock server on (\S+),/);
  const token =
    '{"id_token":{"value":"DRIVER_CARD","type":"ISO14443"},"authorization_type":"RFID"}';
  drivers = startMockCommand(root, [
    ...[...providing, board, '--everest', '--side', 'counterpart', '--broker', url],
    ...['--send', 'send_event={"event":"B"}', '--send', `send_provided_token=${token}`],
  ]);
});

afterAll(async () => {
  drivers.stop();
  expect(await drivers.ended).toMatchObject({ code: 0 });
  everest.stop();
  expect(await everest.ended).toMatchObject({ code: 0 });
});

it('keeps the communication check of each driver alive', async () => {
  for (const type of ['auth_token_validator', 'powermeter', 'evse_board_support']) {
    await everest.until(new RegExp(`${type}: CommunicationFault is cleared`));
  }
});

it('charges: the validator accepts, the meter starts a transaction, and the board switches', async () => {
  await drivers.until(/validate_token \{"id_token":\{"value":"DRIVER_CARD"/);
  await everest.until(/m2e\/reply\/\S+ \{"authorization_status":"Accepted"/);
  await everest.until(/e2m\/start_transaction \{/);
  await everest.until(
    /m2e\/event \{"event":"C"\}[^]*"event":"ChargingStarted"[^]*m2e\/event \{"event":"PowerOn"\}/,
  );
  await everest.until(
    /e2m\/powermeter \{[^\n]*"meter_id":"MOCK_DRIVER_METER"[^\n]*"power_W":\{"total":1\d{4}/,
  );
});
