import type { OperationPlan } from '../plan/operations/operation-plan.js';
import { groupBy } from '../system/group-by.js';
import type { Change } from './change.js';
import { compareMessages } from './messages.js';
import type { OperationPair, OperationReport } from './pairs.js';
import { compareParameters } from './parameters.js';
import { changeOf, quoted } from './report.js';
import type { RuleCode } from './rules/rules.js';
import type { SchemaGraph } from './schemas/graph.js';
import type { Versions } from './versions.js';

/** Compares the operations that the clients of both versions have. */
export function compareOperations(versions: Versions, graph: SchemaGraph): readonly Change[] {
  const changes: Change[] = [];
  const report: OperationReport = {
    ...{ versions, graph },
    add: (code, facts) => void changes.push(changeOf(code, facts, versions)),
  };
  const { pairs, removed, added } = pairOperations(versions);
  for (const each of removed) reportRemoved(each, report);
  for (const each of added) reportAdded(each, report);
  for (const pair of pairs) compareOperation(pair, report);
  return changes;
}

/** Pairs operations by their ids, and the others by kind and address, if these are unique. */
function pairOperations({ old, new: fresh }: Versions): {
  readonly pairs: readonly OperationPair[];
  readonly removed: readonly OperationPlan[];
  readonly added: readonly OperationPlan[];
} {
  const byId = new Map(fresh.plan.operations.map((each) => [each.operation.id, each]));
  const pairs: OperationPair[] = [];
  const rest = old.plan.operations.filter((each) => {
    const partner = byId.get(each.operation.id);
    if (partner === undefined) return true;
    pairs.push({ old: each, new: partner });
    byId.delete(each.operation.id);
    return false;
  });
  const [before, after] = [byRoute(rest), byRoute([...byId.values()])];
  for (const [route, [one, ...more]] of before) {
    const [partner, ...others] = after.get(route) ?? [];
    if (one === undefined || partner === undefined || more.length + others.length > 0) continue;
    pairs.push({ old: one, new: partner });
  }
  const paired = new Set(pairs.flatMap((pair) => [pair.old, pair.new]));
  return {
    pairs,
    removed: rest.filter((each) => !paired.has(each)),
    added: fresh.plan.operations.filter((each) => !paired.has(each)),
  };
}

function byRoute(plans: readonly OperationPlan[]): ReadonlyMap<string, readonly OperationPlan[]> {
  return groupBy(plans, (plan) => JSON.stringify([plan.operation.kind, shapeOf(plan)]));
}

/** Returns the address without the names of its parameters, which topics do not have. */
function shapeOf({ operation }: OperationPlan): string {
  const segments = operation.channel.address?.segments ?? [];
  return JSON.stringify(segments.map((each) => (each.kind === 'parameter' ? each.kind : each)));
}

function reportRemoved(plan: OperationPlan, { add }: OperationReport): void {
  const { operation, names } = plan;
  add('METHOD_REMOVED', {
    what: `The method ${quoted(names.client)} is gone`,
    old: operation.origin,
    symbols: methodsOf(plan),
    methods: [names.client],
  });
}

function reportAdded(plan: OperationPlan, { add }: OperationReport): void {
  const { operation, names } = plan;
  add(operation.kind === 'respond' ? 'RESPONDER_ADDED' : 'METHOD_ADDED', {
    what: `The method ${quoted(names.client)} is new`,
    new: operation.origin,
    symbols: methodsOf(plan),
    methods: [names.client],
  });
}

function methodsOf({ names: { client, stream } }: OperationPlan): readonly string[] {
  return stream === undefined ? [client] : [client, stream];
}

function compareOperation(pair: OperationPair, report: OperationReport): void {
  const { old, new: fresh } = pair;
  const add = adder(pair, report);
  if (old.operation.kind !== fresh.operation.kind) {
    const [was, is] = [kindTexts[old.operation.kind][0], kindTexts[fresh.operation.kind][1]];
    const what = `${quoted(old.names.client)} ${was}; it is now ${quoted(fresh.names.client)} and ${is}`;
    return add('METHOD_KIND_CHANGED', what);
  }
  const [before, after] = [methodsOf(old), methodsOf(fresh)];
  if (before.join() !== after.join()) {
    add('METHOD_RENAMED', `${quoted(old.names.client)} is now ${quoted(fresh.names.client)}`);
  }
  const isMoved = shapeOf(old) !== shapeOf(fresh);
  if (isMoved) reportTopic(pair, report);
  compareParameters(pair, { isMoved }, report);
  compareDelivery(pair, add);
  compareReplies(pair, add);
  compareMessages(pair, report);
}

/** What each kind of operation did, and does. */
const kindTexts = {
  publish: ['sent messages', 'sends messages'],
  subscribe: ['received messages', 'receives messages'],
  request: ['sent requests', 'sends requests'],
  respond: ['answered requests', 'answers requests'],
} as const;

type Add = (code: RuleCode, what: string) => void;

function adder({ old, new: fresh }: OperationPair, { add }: OperationReport): Add {
  const [before, after] = [old.operation.origin, fresh.operation.origin];
  const symbols = methodsOf(old);
  return (code, what) =>
    add(code, { what, old: before, new: after, symbols, methods: [old.names.client] });
}

function reportTopic({ old, new: fresh }: OperationPair, { add }: OperationReport): void {
  const [before, after] = [old, fresh].map(({ operation }) => operation.channel);
  add('TOPIC_CHANGED', {
    what: `The address of ${quoted(old.names.client)} changed from ${quoted(before?.address?.text ?? '')} to ${quoted(after?.address?.text ?? '')}`,
    old: before?.origin,
    new: after?.origin,
    symbols: methodsOf(old),
    methods: [old.names.client],
  });
}

function compareDelivery({ old, new: fresh }: OperationPair, add: Add): void {
  for (const key of ['qos', 'retain', 'messageExpiryInterval'] as const) {
    const [before, after] = [old.operation.mqtt[key], fresh.operation.mqtt[key]];
    if (before === after) continue;
    const change = `from ${String(before ?? 'none')} to ${String(after ?? 'none')}`;
    add('DELIVERY_CHANGED', `${key} of ${quoted(old.names.client)} changed ${change}`);
  }
}

/** Compares how replies find those who asked. */
function compareReplies({ old, new: fresh }: OperationPair, add: Add): void {
  const [before, after] = [replyOf(old), replyOf(fresh)];
  if (before === undefined || after === undefined) return;
  const name = quoted(old.names.client);
  if (before.envelope !== after.envelope) {
    return add('ENVELOPE_CHANGED', `Requests of ${name} carry their reply topic elsewhere`);
  }
  if (old.replyAddress !== fresh.replyAddress || old.replyHeader !== fresh.replyHeader) {
    add('REPLY_TOPIC_CHANGED', `The reply topic of ${name} changed`);
  }
  if (correlationKey(old) !== correlationKey(fresh)) {
    add('CORRELATION_CHANGED', `The correlation id of ${name} changed`);
  }
}

function replyOf({ operation }: OperationPlan) {
  return 'reply' in operation ? operation.reply : undefined;
}

/** Returns the places of correlation ids, as far as the runtime follows them. */
function correlationKey({ correlation }: OperationPlan): string {
  if (correlation.kind !== 'followed') return '';
  const { requests, replies } = correlation;
  return JSON.stringify(
    [requests, replies].map((side) => side.map(({ part, path }) => [part, path])),
  );
}
