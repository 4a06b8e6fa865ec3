import {
  ValidationError,
  type ExchangeOperation,
  type OperationDescriptor,
} from '../../templates/runtime/index.js';
import { readMessage, type Received } from '../../templates/runtime/messages/codec.js';
import { readRequest } from '../../templates/runtime/messages/request-codec.js';
import type { KnownTopic } from '../mock/known-topics.js';
import type { RecordedMessage, RecordedOperation } from './recorded-message.js';

/** A message of a broker, of which it is not known what it is. */
export interface UnknownMessage extends Received {
  readonly topic: string;
  /** The MQTT 5 property response topic. */
  readonly responseTopic?: string | undefined;
}

/** What a recording says of a message. */
export type Recognised = Pick<RecordedMessage, 'operation' | 'problems'>;

/** A request that waits for replies. */
interface Asked {
  readonly api: string;
  readonly operation: ExchangeOperation;
}

/** The largest number of reply topics that are remembered. */
const mostReplyTopics = 10_000;

/**
 * Finds the operation of each message, and validates the message exactly as the document says. It follows the
 * reply topics of requests, so it has to see the messages in their order.
 */
export class Recognition {
  readonly #known: readonly KnownTopic[];
  readonly #asked = new Map<string, Asked>();

  constructor(known: readonly KnownTopic[]) {
    this.#known = known;
  }

  /** Returns nothing of a message whose topic no document has. */
  recognise(message: UnknownMessage): Recognised {
    const asked = this.#asked.get(message.topic);
    if (asked !== undefined) return replyTo(asked, message);
    const known = this.#known.find(
      ({ anyVariables }) => anyVariables.match(message.topic) !== undefined,
    );
    if (known === undefined) return {};
    const { api, descriptor } = known;
    if (isMessage(descriptor)) {
      const problems = problemsOf(() => readMessage(descriptor.messages, message));
      return { operation: { api, id: descriptor.id, kind: 'message' }, problems };
    }
    const exchange = { api, operation: descriptor };
    return known.isReply ? replyTo(exchange, message) : this.#request(exchange, message);
  }

  #request(asked: Asked, message: UnknownMessage): Recognised {
    const { operation, api } = asked;
    const described: RecordedOperation = { api, id: operation.id, kind: 'request' };
    let replyTopic = message.responseTopic;
    const problems = problemsOf(() => {
      replyTopic = readRequest(operation, message).replyTo ?? replyTopic;
    });
    if (replyTopic !== undefined) this.#remember(replyTopic, asked);
    return { operation: described, problems };
  }

  /** The oldest reply topic is forgotten when there are too many. */
  #remember(topic: string, asked: Asked): void {
    this.#asked.set(topic, asked);
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > mostReplyTopics && oldest !== undefined) this.#asked.delete(oldest);
  }
}

function isMessage(
  operation: OperationDescriptor,
): operation is Exclude<OperationDescriptor, ExchangeOperation> {
  return operation.kind === 'publish' || operation.kind === 'subscribe';
}

function replyTo({ api, operation }: Asked, message: UnknownMessage): Recognised {
  const problems = problemsOf(() => readMessage(operation.replies, message));
  return { operation: { api, id: operation.id, kind: 'reply' }, problems };
}

/** Returns why a message cannot be read, one line each. */
function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ValidationError) {
      return error.issues.map(({ path, message }) => `${path} ${message}`.trim());
    }
    return [error instanceof Error ? error.message : String(error)];
  }
}
