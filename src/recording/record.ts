import { headersOf } from '../../templates/runtime/messages/message.js';
import type { KnownTopic } from '../mock/known-topics.js';
import { connect } from './connect.js';
import { recordedProperties } from './properties.js';
import { Recognition } from './recognition.js';
import { recordedPayload, type RecordedMessage } from './recorded-message.js';

/** What to record. */
export interface RecordSettings {
  readonly url: string;
  /** The topic filters to subscribe to. */
  readonly filters: readonly string[];
  /** The topics of the documents by which messages are recognised. */
  readonly known: readonly KnownTopic[];
  readonly onMessage: (message: RecordedMessage) => void;
}

/** A recording at work. */
export interface Recorder {
  close(): Promise<void>;
}

/**
 * Records the messages of a broker, in the order of their arrival. Rejects if the broker cannot be reached or
 * refuses a subscription. After an interruption it connects again; what was sent meanwhile is missing.
 */
export async function record(settings: RecordSettings): Promise<Recorder> {
  const { url, filters, known, onMessage } = settings;
  const client = await connect(url);
  const recognition = new Recognition(known);
  client.on('message', (topic, body, packet) => {
    const message = { topic, body, packet };
    const { qos, retain, properties } = packet;
    onMessage({
      ...{ time: new Date().toISOString(), topic, qos, retain },
      ...recordedPayload(body),
      ...recordedProperties(packet),
      ...recognition.recognise({
        ...{ topic, body, headers: headersOf(message) },
        responseTopic: properties?.responseTopic,
      }),
    });
  });
  try {
    await client.subscribeAsync([...filters], { qos: 2, rap: true });
  } catch (error) {
    client.end(true);
    throw error;
  }
  return { close: () => client.endAsync(true) };
}
