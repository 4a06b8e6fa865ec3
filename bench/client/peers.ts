/** The same work, done by hand on `mqtt` and by the generated classes: what it costs to use the latter. */
import { randomUUID } from 'node:crypto';
import { connectAsync, type MqttClient } from 'mqtt';
import type { SessionEvent } from '../../generated/evse-manager-consumer/index.js';
import type { Bindings, Consumer, QoS } from './bindings.js';

/** One way to do the work. */
export interface Peer {
  /** Sends a request; resolves when its reply has arrived and is valid. */
  request(): Promise<unknown>;
  /** Publishes an event; resolves when the broker has acknowledged it. */
  publish(event: SessionEvent, qos: QoS): Promise<void>;
  /** Calls the listener for each event that arrives and is valid. */
  listen(listener: () => void, qos: QoS): Promise<void>;
}

/** Each process has topics of its own, since what a stopped peer receives would wait for it. */
const MODULE_ID = `bench_${process.pid}`;
const PREFIX = `everest_api/1/evse_manager_consumer/${MODULE_ID}`;
const REQUESTS = 'm2e/get_evse';
/** Matches the requests of all processes. */
export const REQUEST_FILTER = `everest_api/1/evse_manager_consumer/+/${REQUESTS}`;
const EVENTS = `${PREFIX}/e2m/session_event`;
/** The default of the generated client. */
const TIMEOUT_MS = 5_000;

/** An event of about 0.9 KB. */
export const sampleEvent: SessionEvent = {
  uuid: '6a9cf2a5-8c04-4a34-8a5b-0b1d5d0f2d7a',
  timestamp: '2026-03-18T12:00:00.000Z',
  connector_id: 1,
  event: 'TransactionFinished',
  transaction_finished: {
    reason: 'Local',
    meter_value: {
      timestamp: '2026-03-18T12:00:00.000Z',
      meter_id: 'meter_1',
      phase_seq_error: false,
      energy_Wh_import: { total: 12_345.5, L1: 4_115.1, L2: 4_115.2, L3: 4_115.2 },
      energy_Wh_export: { total: 0, L1: 0, L2: 0, L3: 0 },
      power_W: { total: 11_040.3, L1: 3_680.1, L2: 3_680.1, L3: 3_680.1 },
      voltage_V: { L1: 230.1, L2: 229.9, L3: 230.4 },
      current_A: { L1: 16, L2: 16, L3: 16, N: 0.1 },
      frequency_Hz: { L1: 50.01, L2: 50.01, L3: 50.01 },
    },
  },
};

/** The generated clients of both sides. */
export async function openGenerated(url: string, bindings: Bindings): Promise<Peer> {
  const options = { url, moduleId: MODULE_ID };
  const client = await bindings.consumer.EvseManagerConsumerClient.connect(options);
  const sender = await bindings.manager.EvseManagerConsumerClient.connect(options);
  return {
    request: () => client.getEvse(),
    publish: (event, qos) => sender.sendSessionEvent(event, { qos }),
    listen: async (listener, qos) => {
      await client.onSessionEvent(listener, { qos });
    },
  };
}

/** A careful program on `mqtt`: it validates, has one subscription for replies, and a timer a request. */
export async function openRaw(url: string, { consumer, manager }: Bindings): Promise<Peer> {
  const client = await connectAsync(url);
  const sender = await connectAsync(url);
  for (const { stream } of [client, sender]) {
    if ('setNoDelay' in stream && typeof stream.setNoDelay === 'function') stream.setNoDelay(true);
  }
  const inbox = await openInbox(client, consumer);
  return {
    request: () => inbox.request(`${PREFIX}/${REQUESTS}`),
    publish: async (event, qos) => {
      manager.assertSessionEvent(event);
      await sender.publishAsync(EVENTS, JSON.stringify(event), { qos });
    },
    listen: async (listener, qos) => {
      client.on('message', (topic, body) => {
        if (topic !== EVENTS) return;
        const event: unknown = JSON.parse(body.toString());
        consumer.assertSessionEvent(event);
        listener();
      });
      await client.subscribeAsync(EVENTS, { qos });
    },
  };
}

interface Inbox {
  request(topic: string): Promise<void>;
}

async function openInbox(client: MqttClient, consumer: Consumer): Promise<Inbox> {
  const base = `${PREFIX}/reply/${randomUUID()}`;
  const waiting = new Map<string, (reply: unknown) => void>();
  client.on('message', (topic, body) => waiting.get(topic)?.(JSON.parse(body.toString())));
  await client.subscribeAsync(`${base}/+`, { qos: 1 });
  let count = 0;
  return {
    request: (topic) =>
      new Promise((resolve, reject) => {
        count += 1;
        const replyTo = `${base}/${count}`;
        const timer = setTimeout(() => reject(new Error('No reply')), TIMEOUT_MS);
        waiting.set(replyTo, (reply) => {
          waiting.delete(replyTo);
          clearTimeout(timer);
          consumer.assertEvse(reply);
          resolve();
        });
        const request = { headers: { replyTo } };
        consumer.assertSendRequestGetEvse(request);
        client.publish(topic, JSON.stringify(request), { qos: 1 });
      }),
  };
}
