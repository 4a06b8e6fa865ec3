/** EVerest's side of the demo, with the generated mock servers: one EVSE, and a car that charges. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  AuthTokenValidatorMockServer,
  type ProvidedIdToken,
} from '../../generated/auth-token-validator/index.js';
import {
  EvseManagerConsumerMockServer,
  type EvseStateEnum,
  type Powermeter,
  type SessionEvent,
} from '../../generated/evse-manager-consumer/index.js';

export interface Everest {
  readonly evse: EvseManagerConsumerMockServer;
  readonly tokens: AuthTokenValidatorMockServer;
}

/** Requests without a handler, such as `get_evse`, are answered with the document's example. */
export async function startEverest(url: string): Promise<Everest> {
  const evse = await EvseManagerConsumerMockServer.start({
    url,
    moduleId: 'evse_1',
    heartbeatMs: 200,
  });
  const tokens = await AuthTokenValidatorMockServer.start({
    url,
    moduleId: 'tokens',
    heartbeatMs: 0,
  });
  evse.handleEnableDisable(({ source }) => source.enable_state === 'Enable');
  return { evse, tokens };
}

const card: ProvidedIdToken = {
  id_token: { value: '04A1B2C3D4E580', type: 'ISO14443' },
  authorization_type: 'RFID',
};

/** Sends a whole session in EVerest's order. A snapshot of the session follows each event. */
export async function playSession({ evse, tokens }: Everest): Promise<void> {
  const uuid = randomUUID();
  let energy = 0;
  const now = (): string => new Date().toISOString();
  const meter = (): Powermeter => ({ energy_Wh_import: { total: energy }, timestamp: now() });

  async function step(
    event: SessionEvent['event'],
    state: EvseStateEnum,
    details: Partial<SessionEvent> = {},
  ): Promise<void> {
    await evse.sendSessionEvent({ event, uuid, timestamp: now(), ...details });
    await evse.sendSessionInfo({
      state,
      charged_energy_wh: energy,
      discharged_energy_wh: 0,
      latest_total_w: state === 'Charging' ? 11_000 : 0,
      session_duration_s: 0,
      timestamp: now(),
    });
  }

  await step('SessionStarted', 'Preparing', {
    session_started: { reason: 'EVConnected', meter_value: meter() },
  });
  await step('AuthRequired', 'AuthRequired');
  const { authorization_status } = await tokens.validateToken(card);
  if (authorization_status !== 'Accepted') return;
  await step('Authorized', 'AuthRequired', { authorization_event: { meter_value: meter() } });
  await step('TransactionStarted', 'Preparing', {
    transaction_started: { id_tag: card, meter_value: meter() },
  });
  await step('PrepareCharging', 'Preparing');

  const stop = new AbortController();
  evse.handleStopTransaction(({ reason }) => {
    stop.abort(reason);
    return true;
  });
  await step('ChargingStarted', 'Charging', {
    charging_state_changed_event: { meter_value: meter() },
  });
  while (!stop.signal.aborted) {
    energy += 300;
    await evse.sendPowermeter(meter());
    await setTimeout(200);
  }
  await step('StoppingCharging', 'FinishedEV');
  await step('ChargingFinished', 'Finished');
  await step('TransactionFinished', 'FinishedEVSE', {
    transaction_finished: { meter_value: meter(), reason: 'Local' },
  });
  await step('SessionFinished', 'Unplugged', { session_finished: { meter_value: meter() } });
}
