/** The demo: a broker, mock servers in place of EVerest, and the program of a station. */
import { setTimeout } from 'node:timers/promises';
import { AuthTokenValidatorClient } from '../../generated/auth-token-validator/index.js';
import { startBroker } from './broker.js';
import { playSession, startEverest } from './everest.js';
import * as station from './station.js';
import { heading, message, result } from './transcript.js';

/** Frequent messages, which the transcript leaves out. */
const hidden = /\/(heartbeat|session_info)$/;

const broker = await startBroker((topic, body) => {
  if (!hidden.test(topic)) message(topic, body);
});
heading(`Broker at ${broker.url}; → is sent to EVerest, ← comes from it`);
const everest = await startEverest(broker.url);
const evse = await station.connectEvse(broker.url);
const tokens = await AuthTokenValidatorClient.connect({ url: broker.url, moduleId: 'tokens' });
await station.decideWhoMayCharge(tokens);

await station.showEvse(evse);
await station.switchOffAndOn(evse);
await station.showLife(evse);
await station.chargeOnce(evse, () => playSession(everest));
await station.sendNonsense(evse);

heading(
  'A message from elsewhere that is not valid: it goes to onInvalidMessage, not to the handler',
);
const events = await evse.onSessionEvent(({ event }) => result(event));
const topic = 'everest_api/1/evse_manager_consumer/evse_1/e2m/session_event';
await broker.inject(topic, '{"event":"Exploded","uuid":"","timestamp":"yesterday"}');
await setTimeout(100);
await events.close();

await station.askAnAbsentModule(broker.url);

heading('close()');
await Promise.all([evse.close(), tokens.close(), everest.evse.close(), everest.tokens.close()]);
await setTimeout(50);
result(`connections to the broker: ${broker.connections}; the process ends by itself`);
await broker.close();
