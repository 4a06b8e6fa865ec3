import type { Address, Api, Message, Operation } from '../model/api.js';
import { envelopePayload } from '../model/envelope.js';

/** What `inspect` says of one operation; messages by the names of their payloads. */
export interface OperationRow {
  readonly id: string;
  readonly kind: Operation['kind'];
  /** `null` where it is known only at run time. */
  readonly topic: string | null;
  /** `null` where there is no payload. */
  readonly request: string | null;
  readonly reply: string | null;
}

export function describeOperations(api: Api): readonly OperationRow[] {
  return api.operations.map((operation) => describe(operation, api));
}

function describe(operation: Operation, api: Api): OperationRow {
  const { id, kind, channel, messages } = operation;
  const reply = 'reply' in operation ? operation.reply : undefined;
  const read = (message: Message): string | undefined =>
    reply?.envelope === 'body' ? innerName(message, api) : payloadName(message);
  return {
    id,
    kind,
    topic: channel.address === undefined ? null : topicOf(channel.address, api),
    request: join(messages.map(read)),
    reply: join((reply?.messages ?? []).map(payloadName)),
  };
}

/** The first server's pathname and the channel's address, joined by exactly one `/`. */
function topicOf({ text }: Address, { servers }: Api): string {
  const prefix = (servers[0]?.pathname ?? '').replace(/^\/+|\/+$/g, '');
  return prefix === '' ? text : `${prefix}/${text.replace(/^\/+/, '')}`;
}

function innerName(message: Message, api: Api): string | undefined {
  const payload = envelopePayload(message, api.schemas);
  return payload === undefined ? undefined : payloadName({ ...message, payload });
}

function payloadName({ id, name, payload }: Message): string | undefined {
  if (payload?.kind === 'reference') return payload.target.split('/').at(-1);
  return payload === undefined ? undefined : (name ?? id);
}

function join(names: readonly (string | undefined)[]): string | null {
  const known = new Set(names.filter((name) => name !== undefined));
  return known.size === 0 ? null : [...known].join(' | ');
}
