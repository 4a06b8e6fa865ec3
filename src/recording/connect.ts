import type { MqttClient } from 'mqtt';
import { connectPlainly } from '../mock/connect.js';

const timeoutMs = 5_000;

/**
 * Connects with MQTT 5, which tells retained messages and properties, else with MQTT 3.1.1. Rejects with a
 * `ConnectionError`.
 */
export async function connect(url: string): Promise<MqttClient> {
  try {
    return await connectPlainly({ url, timeoutMs }, { protocolVersion: 5 });
  } catch {
    return await connectPlainly({ url, timeoutMs }, { protocolVersion: 4 });
  }
}
