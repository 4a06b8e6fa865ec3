import { setTimeout as delay } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { publishProperties } from './properties.js';
import { payloadBytes, type RecordedMessage } from './recorded-message.js';

/** How to replay a recording. */
export interface ReplaySettings {
  /** How many times as fast as it was recorded. */
  readonly speed: number;
  /** Ends the replay early. */
  readonly signal: AbortSignal;
}

/**
 * Publishes the messages of a recording in their order and with their intervals; returns how many. Resolves when
 * the broker has acknowledged each one; rejects if it refuses one.
 */
export async function replay(
  messages: readonly RecordedMessage[],
  client: Pick<MqttClient, 'publishAsync'>,
  { speed, signal }: ReplaySettings,
): Promise<number> {
  const beginning = Date.now();
  const first = Date.parse(messages[0]?.time ?? '');
  const published: Promise<unknown>[] = [];
  for (const message of messages) {
    const due = beginning + (Date.parse(message.time) - first) / speed;
    await until(due, signal);
    if (signal.aborted) break;
    const { topic, qos, retain, properties } = message;
    const options = {
      qos,
      retain,
      ...(properties && { properties: publishProperties(properties) }),
    };
    published.push(client.publishAsync(topic, Buffer.from(payloadBytes(message)), options));
  }
  await Promise.all(published);
  return published.length;
}

/** Waits until a time in milliseconds, unless the signal ends the wait. */
async function until(time: number, signal: AbortSignal): Promise<void> {
  const remaining = time - Date.now();
  if (remaining > 0) await delay(remaining, undefined, { signal }).catch(() => undefined);
}
