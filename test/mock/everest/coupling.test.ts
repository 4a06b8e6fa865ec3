/** The modules of a configuration over MQTT: clients find them, and drivers take part in the sessions of their EVSE. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import {
  authConsumer,
  authTokenProvider,
  authTokenValidator,
  entrypoint,
  errorHistoryConsumer,
  evseBoardSupport,
  evseManagerConsumer,
  powermeter,
} from '../../../generated/index.js';
import { keepCommunicationCheck } from '../../../generated/runtime/index.js';
import { startMockCommand, type CommandRun } from '../../cli/run-command.js';
import { Collector } from '../../runtime/harness.js';
import { root } from '../../support/project.js';

jest.setTimeout(40_000);

let mock: CommandRun;
let url = '';

beforeAll(async () => {
  const config = join(root, 'test/mock/everest/two-evses.yaml');
  mock = startMockCommand(root, [
    ...['--everest', '--everest-config', config, '--port', '0', '--speed', '10'],
  ]);
  [, url = ''] = await mock.until(/mock server on (\S+),/);
});

afterAll(async () => {
  mock.stop();
  expect(await mock.ended).toMatchObject({ code: 0 });
});

it('names the modules that have no document', async () => {
  await mock.until(/Without a document, these modules are not mocked: system_api \(system_API\)/);
});

it('answers discovery once for each module, with its periods', async () => {
  await using client = await entrypoint.EntrypointClient.connect({ url });
  const modules: entrypoint.ApiParameter[] = [];
  for await (const { apis } of client.discoverReplies({ windowMs: 8_000 })) {
    modules.push(...apis);
    if (modules.length === 11) break;
  }
  expect(modules.map(({ module_id }) => module_id).sort()).toEqual([
    ...['auth_api', 'bsp_api_2', 'errors', 'evse_1', 'evse_2', 'imd_api_2', 'limits_2'],
    ...['meter_api_2', 'reader', 'supply_api_2', 'validator'],
  ]);
  expect(modules.find(({ module_id }) => module_id === 'bsp_api_2')).toEqual({
    ...{ type: 'evse_board_support', module_id: 'bsp_api_2', version: 1 },
    communication_monitoring: {
      heartbeat_period_ms: 500,
      communication_check_period_s: 1,
      request_reply_timeout_s: 550,
    },
  });
  // EVerest reports this setting of an EVSE manager, and never uses it.
  const manager = modules.find(({ module_id }) => module_id === 'evse_1');
  expect(manager).toMatchObject({ communication_monitoring: { request_reply_timeout_s: 7 } });
  const { apis } = await client.queryModule({ api_type: 'powermeter' });
  expect(apis.map(({ module_id }) => module_id)).toEqual(['meter_api_2']);
});

it('has the commands of each EVSE at the module that is connected to it', async () => {
  const { EvseManagerConsumerClient } = evseManagerConsumer;
  await using first = await EvseManagerConsumerClient.connect({ url, moduleId: 'evse_1' });
  await using second = await EvseManagerConsumerClient.connect({ url, moduleId: 'evse_2' });
  expect(await first.getEvse()).toEqual({ id: 1, connectors: [{ id: 1, type: 'sType2' }] });
  expect(await second.getEvse()).toEqual({ id: 2, connectors: [{ id: 1, type: 'cCCS2' }] });
});

/** The clients of EVSE 2, and what they see. */
async function connectClients() {
  const connecting = {
    board: evseBoardSupport.EvseBoardSupportClient.connect({ url, moduleId: 'bsp_api_2' }),
    meter: powermeter.PowermeterClient.connect({ url, moduleId: 'meter_api_2' }),
    reader: authTokenProvider.AuthTokenProviderClient.connect({ url, moduleId: 'reader' }),
    validator: authTokenValidator.AuthTokenValidatorClient.connect({ url, moduleId: 'validator' }),
    auth: authConsumer.AuthConsumerClient.connect({
      ...{ url, moduleId: 'auth_api', onInvalidMessage: () => undefined },
    }),
    evse: evseManagerConsumer.EvseManagerConsumerClient.connect({ url, moduleId: 'evse_2' }),
    errors: errorHistoryConsumer.ErrorHistoryConsumerClient.connect({ url, moduleId: 'errors' }),
  };
  const clients = {
    ...{ board: await connecting.board, meter: await connecting.meter },
    ...{ reader: await connecting.reader, validator: await connecting.validator },
    ...{ auth: await connecting.auth, evse: await connecting.evse },
    errors: await connecting.errors,
  };
  const close = async (): Promise<void> => {
    await Promise.all(Object.values(clients).map((client) => client.close()));
  };
  return { ...clients, close, [Symbol.asyncDispose]: close };
}

type Clients = Awaited<ReturnType<typeof connectClients>>;

/** Answers as drivers do, and collects what they are asked. */
async function answerWith({ validator, meter, board }: Clients, asked: Collector<unknown>) {
  await validator.handleValidateToken(({ id_token }) => {
    asked.add(id_token.value);
    return { authorization_status: 'Accepted', tariff_messages: [], evse_ids: [2] };
  });
  await meter.handleStartTransaction(({ evse_id, identification_data }) => {
    asked.add([evse_id, identification_data]);
    return { status: 'OK' };
  });
  await meter.handleStopTransaction(({ transaction_id }) => {
    asked.add(transaction_id.length);
    return { status: 'OK' };
  });
  await board.onPwmOn((duty) => asked.add(duty));
  // Without this, the station has a validator, a meter and a board of its own.
  await validator.sendCommunicationCheck(true);
  await meter.sendCommunicationCheck(true);
}

/** Plugs in, identifies, charges, stops and unplugs, as far as the drivers do that. */
async function charge({ board, reader, meter, evse }: Clients, asked: Collector<unknown>) {
  const allowed = new Collector<boolean>();
  await board.onAllowPowerOn(({ allow_power_on }) => allowed.add(allow_power_on));
  await board.sendEvent({ event: 'B' });
  await reader.sendProvidedToken({
    id_token: { value: 'CLIENT_CARD', type: 'ISO14443' },
    authorization_type: 'RFID',
  });
  await meter.sendPowermeterValues({
    ...{ timestamp: '2026-01-01T00:00:00.000Z', meter_id: 'REAL_METER' },
    energy_Wh_import: { total: 1 },
  });
  // The duty cycle of DC comes after the cable check.
  await asked.reach(3);
  expect(asked.items).toEqual(['CLIENT_CARD', ['DE*TST*E0002', 'CLIENT_CARD'], 5]);
  await board.sendEvent({ event: 'C' });
  await allowed.reach(2);
  expect(await evse.stopTransaction({ reason: 'Local' })).toBe(true);
  await board.sendEvent({ event: 'B' });
  await board.sendEvent({ event: 'PowerOff' });
  await asked.reach(4);
  expect(asked.items.at(-1)).toBe(36);
  await board.sendEvent({ event: 'A' });
}

it('runs a session of a board, a meter, a reader and a validator that are clients', async () => {
  await using clients = await connectClients();
  const { evse, auth } = clients;
  const events = new Collector<string>();
  const samples = new Collector<string>();
  const tokens = new Collector<string>();
  await evse.onSessionEvent(({ event }) => events.add(event));
  await evse.onPowermeter(({ meter_id = '' }) => samples.add(meter_id));
  await auth.onTokenValidationStatus(({ status }) => tokens.add(status));
  const asked = new Collector<unknown>();
  const check = keepCommunicationCheck(clients.board, { periodMs: 1_000 });
  await answerWith(clients, asked);
  await charge(clients, asked);
  check.stop();
  await events.reach(10);
  expect(events.items).toEqual([
    ...['SessionStarted', 'AuthRequired', 'Authorized', 'TransactionStarted', 'PrepareCharging'],
    ...['ChargingStarted', 'StoppingCharging', 'ChargingFinished', 'TransactionFinished'],
    'SessionFinished',
  ]);
  // The document of that time lacks further states, which the client refuses.
  expect(tokens.items).toEqual(['Processing', 'Accepted']);
  expect(samples.items).toContain('REAL_METER');
});

it('reports a client that is late in the error history, until it says goodbye', async () => {
  await using clients = await connectClients();
  const { board, errors } = clients;
  const lost = 'evse_board_support/CommunicationFault Bridge to implementation connection lost';
  const raised = new Collector<string>();
  await errors.onErrorRaised(({ type, sub_type = '' }) => {
    if (`${type} ${sub_type}` === lost) raised.add(lost);
  });
  await board.sendCommunicationCheck(true);
  await raised.reach(1);
  const active = async (): Promise<readonly string[]> => {
    const { errors: found } = await errors.activeErrors();
    return found.map(({ type, sub_type = '' }) => `${type} ${sub_type}`);
  };
  expect(await active()).toContain(lost);
  await board.sendCommunicationCheck(false);
  await mock.until(
    /bsp_api_2: CommunicationFault is cleared\n[^]*bsp_api_2: CommunicationFault is cleared/,
  );
  expect(await active()).not.toContain(lost);
  const type_filter = 'evse_board_support/CommunicationFault';
  const { errors: found } = await errors.getErrors({ type_filter, severity_filter: 'HIGH_GE' });
  expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['ClearedByModule']));
});
