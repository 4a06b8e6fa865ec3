import type { IClientOptions, MqttClient } from 'mqtt';
import { startClient, whenAccepted } from '../../templates/runtime/connection/mqtt-client.js';
import { MAX_PENDING_BYTES } from '../../templates/runtime/limits.js';

const connectTimeoutMs = 5_000;

/**
 * Connects with MQTT 5, which tells retained messages and properties, else with MQTT 3.1.1. Rejects with a
 * `ConnectionError`.
 */
export async function connect(url: string): Promise<MqttClient> {
  try {
    return await connectWith(url, 5);
  } catch {
    return await connectWith(url, 4);
  }
}

async function connectWith(
  url: string,
  protocolVersion: NonNullable<IClientOptions['protocolVersion']>,
): Promise<MqttClient> {
  const attempt = { url, timeoutMs: connectTimeoutMs, maxUnreleasedBytes: MAX_PENDING_BYTES };
  const client = startClient({ ...attempt, options: { protocolVersion } });
  try {
    await whenAccepted(client, attempt);
    return client;
  } catch (error) {
    client.end(true);
    throw error;
  }
}
