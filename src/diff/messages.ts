import type { Schema } from '../model/schema/schema.js';
import type { MessagePlan } from '../plan/operations/messages.js';
import { pascalCase } from '../plan/names/case.js';
import { directionsOf } from './directions.js';
import type { Direction } from './change.js';
import type { OperationPair, OperationReport } from './pairs.js';
import { inWhat, quoted } from './report.js';
import type { RuleCode } from './rules/rules.js';
import { emptySchema } from './schemas/empty-schema.js';

/** The messages of one direction of an operation. */
interface MessageLists {
  readonly old: readonly MessagePlan[];
  readonly new: readonly MessagePlan[];
  readonly direction: Direction;
  /** Whether they are in an envelope. */
  readonly isEnvelope: boolean;
}

/** Compares the messages of an operation, and those of its reply. */
export function compareMessages(pair: OperationPair, report: OperationReport): void {
  const { old, new: fresh } = pair;
  const { messages, replies } = directionsOf(old);
  const { operation } = fresh;
  const isEnvelope = 'reply' in operation && operation.reply.envelope === 'body';
  const requests = { old: old.messages, new: fresh.messages, direction: messages, isEnvelope };
  compareLists(requests, pair, report);
  const answers = { old: old.replies, new: fresh.replies, direction: replies, isEnvelope: false };
  compareLists(answers, pair, report);
}

interface MessagePair {
  readonly old: MessagePlan;
  readonly new: MessagePlan;
  readonly direction: Direction;
  readonly isEnvelope: boolean;
  readonly client: string;
}

function compareLists(lists: MessageLists, pair: OperationPair, report: OperationReport): void {
  const { pairs, added, removed } = pairMessages(lists);
  const { direction } = lists;
  const { client } = pair.old.names;
  const facts = (plan: MessagePlan, verb: string) => ({
    what: `${quoted(client)} ${verb} the message ${quoted(String(plan.name))}${inWhat(direction)}`,
    ...{ direction, symbols: [client], methods: [client] },
  });
  for (const each of added) {
    report.add('MESSAGE_ADDED', { ...facts(each, 'gained'), new: each.message.origin });
  }
  for (const each of removed) {
    report.add('MESSAGE_REMOVED', { ...facts(each, 'lost'), old: each.message.origin });
  }
  const hasSeveral = lists.old.length > 1;
  for (const [old, fresh] of pairs) {
    const shared = { ...lists, old, new: fresh, client };
    if (hasSeveral && old.name !== fresh.name) reportRenamed(shared, report);
    compareMessage(shared, report);
  }
}

/** Pairs messages by their ids. One that is left on each side is the same, with another key. */
function pairMessages({ old, new: fresh }: MessageLists): {
  readonly pairs: readonly (readonly [MessagePlan, MessagePlan])[];
  readonly added: readonly MessagePlan[];
  readonly removed: readonly MessagePlan[];
} {
  const byId = new Map(fresh.map((each) => [each.message.id, each]));
  const pairs: (readonly [MessagePlan, MessagePlan])[] = [];
  const removed = old.filter((each) => {
    const partner = byId.get(each.message.id);
    if (partner === undefined) return true;
    byId.delete(each.message.id);
    pairs.push([each, partner]);
    return false;
  });
  const added = [...byId.values()];
  const [one, other] = [removed[0], added[0]];
  if (one === undefined || other === undefined || removed.length + added.length > 2) {
    return { pairs, added, removed };
  }
  return { pairs: [...pairs, [one, other]], added: [], removed: [] };
}

function reportRenamed({ old, new: fresh, client }: MessagePair, { add }: OperationReport): void {
  add('MESSAGE_RENAMED', {
    what: `The message ${quoted(String(old.name))} of ${quoted(client)} is now ${quoted(String(fresh.name))}`,
    old: old.message.origin,
    new: fresh.message.origin,
    symbols: [client],
    methods: [client],
  });
}

function compareMessage(pair: MessagePair, report: OperationReport): void {
  const { old, new: fresh, direction, client } = pair;
  const add = (code: RuleCode, what: string): void =>
    report.add(code, {
      what: `${what}${inWhat(direction)}`,
      old: old.message.origin,
      new: fresh.message.origin,
      ...{ direction, symbols: [client], methods: [client] },
    });
  const name = quoted(client);
  if (old.body === undefined || fresh.body === undefined) {
    if (old.body !== undefined) add('PAYLOAD_REMOVED', `The payload of ${name} is gone`);
    if (fresh.body !== undefined) add('PAYLOAD_ADDED', `${name} has got a payload`);
  } else if (old.encoding !== fresh.encoding) {
    const change = `${quoted(old.message.contentType)} to ${quoted(fresh.message.contentType)}`;
    add('ENCODING_CHANGED', `The content type of ${name} changed from ${change}`);
  } else {
    if (old.message.contentType !== fresh.message.contentType) {
      const change = `${quoted(old.message.contentType)} to ${quoted(fresh.message.contentType)}`;
      add('CONTENT_TYPE_CHANGED', `The content type of ${name} changed from ${change}`);
    }
    comparePayloads(pair, report);
  }
  compareHeaders(pair, report);
}

function comparePayloads(pair: MessagePair, { graph }: OperationReport): void {
  const { old, new: fresh, direction, isEnvelope, client } = pair;
  const [before, after] = [old.message.payload, fresh.message.payload];
  if (before === undefined && after === undefined) return;
  const name = typeNameOf(old) ?? `${pascalCase(old.message.id)} (${client})`;
  graph.compare(
    {
      old: before ?? emptySchema(old.message),
      new: after ?? emptySchema(fresh.message),
      ...{ direction, isEnvelope, name, owner: typeNameOf(old) ?? client, certainty: 'certain' },
    },
    client,
  );
}

function typeNameOf({ body }: MessagePlan): string | undefined {
  return body?.kind === 'declared' ? String(body.name) : undefined;
}

/** Compares headers. A message without headers may have any. */
function compareHeaders(pair: MessagePair, { graph }: OperationReport): void {
  const { old, new: fresh, direction, client } = pair;
  if (old.headers === undefined && fresh.headers === undefined) return;
  const name = (old.headers ?? fresh.headers)?.type ?? client;
  const schemaOf = ({ message, headers }: MessagePlan): Schema =>
    (headers === undefined ? undefined : message.headers) ?? emptySchema(message, ['object']);
  const facts = { direction, isEnvelope: false, name, owner: name, certainty: 'certain' } as const;
  graph.compare({ ...facts, old: schemaOf(old), new: schemaOf(fresh) }, client);
}
