/** The program of a charging station, written with the generated clients. */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { AuthTokenValidatorClient } from '../../generated/auth-token-validator/index.js';
import {
  EvseManagerConsumerClient,
  type EnableDisableRequest,
  type EvseStateEnum,
  type SessionEventEnum,
} from '../../generated/evse-manager-consumer/index.js';
import { TimeoutError, ValidationError, type Subscription } from '../../generated/runtime/index.js';
import { detail, heading, message, refusal, result } from './transcript.js';

/** Handlers receive valid messages, `onInvalidMessage` receives the errors of the others. */
export function connectEvse(url: string): Promise<EvseManagerConsumerClient> {
  return EvseManagerConsumerClient.connect({
    url,
    moduleId: 'evse_1',
    onInvalidMessage: ({ issues }) => {
      for (const { path, message: text } of issues) refusal(`onInvalidMessage: ${path} ${text}`);
    },
  });
}

export async function showEvse(evse: EvseManagerConsumerClient): Promise<void> {
  heading('A request, answered with the example of the document: getEvse()');
  const { id, connectors } = await evse.getEvse();
  result(`EVSE ${id}, connectors: ${connectors.map(({ type }) => type ?? 'Unknown').join(', ')}`);
}

function vote(enable_state: 'Enable' | 'Disable'): EnableDisableRequest {
  const source = { enable_source: 'CSMS', enable_state, enable_priority: 50 } as const;
  return { connector_id: 0, source };
}

export async function switchOffAndOn(evse: EvseManagerConsumerClient): Promise<void> {
  heading('A request with payload, answered by a handler of the mock: enableDisable(…)');
  const disabled = await evse.enableDisable(vote('Disable'));
  const enabled = await evse.enableDisable(vote('Enable'));
  result(`is enabled: ${disabled}, then ${enabled}`);
}

export async function showLife(evse: EvseManagerConsumerClient): Promise<void> {
  heading('Signs of life, either way: sendCommunicationCheck(true), onHeartbeat(…)');
  await evse.sendCommunicationCheck(true);
  const beats = await evse.onHeartbeat((count, { topic }) => message(topic, String(count)));
  await setTimeout(500);
  await beats.close();
}

const prices = new Map([['04A1B2C3D4E580', '0.49 EUR per kWh']]);

/** EVerest requests an authorization. The handler returns the reply. */
export function decideWhoMayCharge(tokens: AuthTokenValidatorClient): Promise<Subscription> {
  return tokens.handleValidateToken(({ id_token }) => {
    const content = prices.get(id_token.value);
    return content === undefined
      ? { authorization_status: 'Unknown', tariff_messages: [] }
      : { authorization_status: 'Accepted', tariff_messages: [{ content, language: 'en' }] };
  });
}

/**
 * Reads the meter until enough energy is charged, ends the session, and waits until the car has
 * left.
 */
export async function chargeOnce(
  evse: EvseManagerConsumerClient,
  plugIn: () => Promise<void>,
): Promise<void> {
  heading('A session: onSessionEvent(…), handleValidateToken(…), for await … powermeterStream()');
  const steps: SessionEventEnum[] = [];
  const states = new Set<EvseStateEnum>();
  const left = new AbortController();
  const events = await evse.onSessionEvent(({ event }) => void steps.push(event));
  const infos = await evse.onSessionInfo(({ state }) => {
    states.add(state);
    if (state === 'Unplugged') left.abort();
  });
  const session = plugIn();
  for await (const { energy_Wh_import } of evse.powermeterStream()) {
    if (energy_Wh_import.total >= 600) break;
  }
  await evse.stopTransaction({ reason: 'Local' });
  await session;
  if (!left.signal.aborted) await once(left.signal, 'abort');
  await Promise.all([events.close(), infos.close()]);
  result(`${steps.length} events, the last is ${steps.at(-1) ?? 'none'}`);
  result(`session_info went through ${[...states].join(', ')}`);
}

export async function sendNonsense(evse: EvseManagerConsumerClient): Promise<void> {
  heading('A payload that is not valid is refused before anything is sent: ValidationError');
  const { source } = vote('Disable');
  try {
    const strong = { ...source, enable_priority: 20_000 };
    await evse.enableDisable({ connector_id: 0.5, source: strong });
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    for (const issue of error.issues) refusal(`${issue.path} ${issue.message}`);
  }
}

export async function askAnAbsentModule(url: string): Promise<void> {
  heading('A request that nobody answers: TimeoutError');
  await using absent = await EvseManagerConsumerClient.connect({ url, moduleId: 'evse_2' });
  try {
    await absent.getEvse({ timeoutMs: 300 });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    refusal(`${error.awaited} did not come within ${error.timeoutMs} ms. Likely causes:`);
    for (const cause of error.likelyCauses) detail(cause);
  }
}
