import {
  EvseManagerConsumerClient,
  type SessionEvent,
} from './generated/evse-manager-consumer/index.js';

export interface StationOptions {
  readonly url: string;
  /** The id of the module `evse_manager_consumer_API` in the configuration of EVerest. */
  readonly moduleId: string;
  readonly onEvent: (event: SessionEvent) => void;
}

/** EVerest raises a fault if it hears nothing for five seconds. */
const checkMs = 2500;

/** Waits until EVerest is ready, and then follows one EVSE. */
export async function startStation({ url, moduleId, onEvent }: StationOptions) {
  const evse = await EvseManagerConsumerClient.connect({ url, moduleId });
  await untilReady(evse);
  await evse.onSessionEvent(onEvent);
  const { id, connectors } = await evse.getEvse();
  await evse.sendCommunicationCheck(true);
  const timer = setInterval(() => {
    void evse.sendCommunicationCheck(true).catch(console.error);
  }, checkMs);
  return {
    id,
    connectors: connectors.map(({ type }) => type ?? 'Unknown'),
    /** Ends the transaction. Resolves with false if there is none. */
    stop: () => evse.stopTransaction({ reason: 'Local' }),
    close: async () => {
      clearInterval(timer);
      // Without a broker, there is nobody to tell.
      await evse.sendCommunicationCheck(false, { timeoutMs: 1000 }).catch(console.error);
      await evse.close();
    },
  };
}

/** EVerest drops requests that arrive before its first heartbeat. */
async function untilReady(evse: EvseManagerConsumerClient): Promise<void> {
  const heartbeats = evse.heartbeatStream();
  for await (const _ of heartbeats) return;
}
