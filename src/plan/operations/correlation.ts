import type { Message, Operation } from '../../model/api.js';
import type { CorrelationId } from '../../model/correlation-id.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import { kindsOf } from '../types/value-kinds.js';
import { idPlaceOf, type IdPlace, type UnusableReason } from './id-place.js';

/** How the runtime makes the ids of requests. */
export type GeneratedId =
  | { readonly kind: 'uuid' }
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number };

/** How a request gets its id; `given` if the runtime cannot make one, so that callers must. */
export type RequestId = GeneratedId | { readonly kind: 'given' };

/** Chooses ids that all schemas accept. Returns `undefined` if neither kind of id fits. */
export type ChooseId = (
  schemas: readonly Schema[],
  options: { readonly isText: boolean },
) => GeneratedId | undefined;

/** How the replies of an operation are matched by a correlation id that the document declares. */
export type Correlation =
  | { readonly kind: 'none' }
  | Followed
  | {
      readonly kind: 'unpaired';
      readonly declared: CorrelationId;
      /** The side without a correlation id, and its first such message, if it has messages. */
      readonly without: 'request' | 'reply';
      readonly message?: Message;
    }
  | {
      readonly kind: 'unusable';
      readonly declared: CorrelationId;
      readonly reason: UnusableReason;
    };

interface Followed {
  readonly kind: 'followed';
  readonly id: RequestId;
  /** The first correlation id of the requests. */
  readonly declared: CorrelationId;
  /** The places of the id in the messages of the operation and in its replies, in their order. */
  readonly requests: readonly IdPlace[];
  readonly replies: readonly IdPlace[];
}

/** What the correlation of an operation is made from, beside the operation. */
export interface CorrelationInputs {
  readonly schemas: Schemas;
  readonly chooseId: ChooseId;
}

/** Finds out how replies are matched. All messages must have a usable correlation id, or none has. */
export function correlationOf(operation: Operation, inputs: CorrelationInputs): Correlation {
  const reply = 'reply' in operation ? operation.reply : undefined;
  if (reply === undefined) return { kind: 'none' };
  const all = [...operation.messages, ...reply.messages];
  const [declared] = all.flatMap(({ correlationId }) => correlationId ?? []);
  if (declared === undefined) return { kind: 'none' };
  for (const without of ['request', 'reply'] as const) {
    const messages = without === 'request' ? operation.messages : reply.messages;
    const message = messages.find(({ correlationId }) => correlationId === undefined);
    if (message !== undefined) return { kind: 'unpaired', declared, without, message };
    if (messages.length === 0) return { kind: 'unpaired', declared, without };
  }
  const inBody = reply.envelope === 'body';
  const requests = placesIn(operation.messages, inputs, inBody);
  const replies = placesIn(reply.messages, inputs, false);
  if (!isUsable(requests)) return requests;
  if (!isUsable(replies)) return replies;
  return pair({ declared, requests, replies }, inputs);
}

type Unusable = Extract<Correlation, { kind: 'unusable' }>;

function isUsable(places: readonly IdPlace[] | Unusable): places is readonly IdPlace[] {
  return Array.isArray(places);
}

function placesIn(
  messages: readonly Message[],
  { schemas }: CorrelationInputs,
  inBody: boolean,
): readonly IdPlace[] | Unusable {
  const places: IdPlace[] = [];
  for (const message of messages) {
    const place = idPlaceOf(message, { schemas, inBody });
    if (typeof place !== 'string') places.push(place);
    else if (message.correlationId !== undefined) {
      return { kind: 'unusable', declared: message.correlationId, reason: place };
    }
  }
  return places;
}

/** Chooses ids that are valid in every request and in every reply. */
function pair(
  sides: Omit<Followed, 'kind' | 'id'>,
  { schemas, chooseId }: CorrelationInputs,
): Followed | Unusable {
  const { declared, requests, replies } = sides;
  const all = [...new Set([...requests, ...replies].flatMap((place) => place.schemas))];
  const isText = requests.some((place) => place.isText);
  const common = (['string', 'number'] as const).filter((kind) =>
    all.every((schema) => kindsOf(schema, schemas).includes(kind)),
  );
  if (common.length === 0 || (isText && !common.includes('string'))) {
    return { kind: 'unusable', declared, reason: 'mismatch' };
  }
  return { kind: 'followed', ...sides, id: chooseId(all, { isText }) ?? { kind: 'given' } };
}
