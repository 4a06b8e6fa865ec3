import {
  startClient,
  whenAccepted,
  type Attempt,
} from '../../templates/runtime/connection/mqtt-client.js';
import { MAX_PENDING_BYTES } from '../../templates/runtime/limits.js';

/** A broker to connect to, and how long it may take. */
export type Target = Pick<Attempt, 'url' | 'timeoutMs'>;

/** Connects a client of no API; rejects with a `ConnectionError`, and leaves nothing behind. */
export async function connectPlainly(
  target: Target,
  options: Attempt['options'],
): Promise<ReturnType<typeof startClient>> {
  const client = startClient({ ...target, options, maxUnreleasedBytes: MAX_PENDING_BYTES });
  try {
    await whenAccepted(client, target);
    return client;
  } catch (error) {
    client.end(true);
    throw error;
  }
}
