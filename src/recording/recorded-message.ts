import { isRecord } from '../system/record.js';

/** A message of a recording, which is a file with one JSON object for each message. */
export interface RecordedMessage {
  /** When the message arrived: ISO 8601 with milliseconds, in UTC. */
  readonly time: string;
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** The payload as text; absent if it is not UTF-8. */
  readonly payload?: string;
  /** The payload in base64, if it is not UTF-8. */
  readonly base64?: string;
  /** The MQTT 5 properties, if there are any. */
  readonly properties?: RecordedProperties;
  /** The operation that the message belongs to; absent if no document has its topic. */
  readonly operation?: RecordedOperation;
  /** Why the message is not valid, one line each; empty if it is. Absent without an operation. */
  readonly problems?: readonly string[];
}

/** The MQTT 5 properties of a message that programs read (MQTT 5, section 3.3.2.3). */
export interface RecordedProperties {
  readonly contentType?: string;
  readonly responseTopic?: string;
  /** In base64. */
  readonly correlationData?: string;
  readonly userProperties?: Readonly<Record<string, string | readonly string[]>>;
}

/** The operation of a recorded message. */
export interface RecordedOperation {
  /** The name of the API in kebab case. */
  readonly api: string;
  /** The id of the operation in the document. */
  readonly id: string;
  /** What the message is: one without reply, a request, or the reply to one. */
  readonly kind: 'message' | 'request' | 'reply';
}

/** A line of a file that is not a recorded message. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';

  constructor(
    /** The number of the line, from 1 on. */
    readonly line: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** Returns the fields of a recording for the bytes of a payload. */
export function recordedPayload(bytes: Uint8Array): Pick<RecordedMessage, 'payload' | 'base64'> {
  try {
    return { payload: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}

/** Returns the bytes of the payload of a recorded message. */
export function payloadBytes({ payload, base64 }: RecordedMessage): Uint8Array {
  return base64 === undefined ? Buffer.from(payload ?? '') : Buffer.from(base64, 'base64');
}

/** Returns the line of a message in a recording. */
export function recordingLine(message: RecordedMessage): string {
  return `${JSON.stringify(message)}\n`;
}

/** Reads a recording; throws a `RecordingError` for a line that is not a recorded message. */
export function parseRecording(text: string): readonly RecordedMessage[] {
  return text.split('\n').flatMap((line, index) => {
    return line.trim() === '' ? [] : [parseLine(line, index + 1)];
  });
}

function parseLine(line: string, number: number): RecordedMessage {
  const value = parseJson(line, number);
  if (isRecorded(value)) return value;
  throw new RecordingError(number, 'it lacks the time, the topic, the QoS or the payload');
}

function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new RecordingError(number, error instanceof Error ? error.message : String(error));
  }
}

/** Whether a value has all that replaying and comparing need. */
function isRecorded(value: unknown): value is RecordedMessage {
  if (!isRecord(value)) return false;
  const { time, topic, qos, retain, payload, base64 } = value;
  return (
    typeof time === 'string' &&
    !Number.isNaN(Date.parse(time)) &&
    isTopic(topic) &&
    [0, 1, 2].some((level) => level === qos) &&
    typeof retain === 'boolean' &&
    typeof (base64 ?? payload) === 'string'
  );
}

/** Whether a message can be published on a topic (MQTT 3.1.1, section 4.7). */
function isTopic(topic: unknown): boolean {
  return typeof topic === 'string' && topic !== '' && !/[+#\0]/.test(topic);
}
