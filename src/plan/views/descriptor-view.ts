import type { Json } from '../../json/json.js';
import { code, identifier, literal, string, type Code } from '../code/code.js';
import { describeOperation } from '../operations/descriptor.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { assertionNames, type Assertions } from '../operations/payload-type.js';
import type { View } from './view.js';

type Described = ReturnType<typeof describeOperation<Code>>;

/** Assertions whose types `isolatedDeclarations` can read off, since it infers none of imported values. */
const isolatedAssertions: Assertions<Code> = {
  declared: (type) => isolated(assertionNames.declared(type)),
  plain: {
    anything: isolated(assertionNames.plain.anything),
    bytes: isolated(assertionNames.plain.bytes),
    text: isolated(assertionNames.plain.text),
  },
};

function isolated(assertion: Code): Code {
  return code`${assertion} as typeof ${assertion}`;
}

/** Returns the view of an operation in the descriptor of its API. */
export function descriptorView(plan: OperationPlan, isIsolated: boolean): View {
  const described = describeOperation(plan, isIsolated ? isolatedAssertions : assertionNames);
  const { parameters, qos, retain, messageExpiryInterval } = described;
  return {
    subject: identifier(plan.names.subject),
    kind: string(described.kind),
    id: string(described.id),
    address: string(described.address),
    parameters: Object.keys(parameters).length === 0 ? false : literal(parameters),
    qos: literalOrAbsent(qos),
    retain: literalOrAbsent(retain),
    expiry: literalOrAbsent(messageExpiryInterval),
    messages: messageViews(described.messages),
    ...exchangeView(described),
  };
}

function exchangeView(described: Described): View {
  if (!('replies' in described)) {
    return { isExchange: false, envelope: false, payload: false, replies: [], ...noReply };
  }
  return {
    isExchange: true,
    envelope: string(described.envelope),
    payload: literal(described.payload),
    replies: messageViews(described.replies),
    replyHeader: literalOrAbsent(described.replyHeader),
    replyAddress: literalOrAbsent(described.replyAddress),
    requestId: 'correlationId' in described ? literalOrAbsent(described.correlationId) : false,
  };
}

const noReply = { replyHeader: false, replyAddress: false, requestId: false };

function literalOrAbsent(value: Json | undefined): Code | false {
  return value === undefined ? false : literal(value);
}

function messageViews(messages: Described['messages']): readonly View[] {
  return Object.entries(messages).map(([name, { encoding, payload, headers, correlationId }]) => ({
    name: identifier(name),
    encoding: encoding === 'json' ? false : string(encoding),
    payload: payload ?? false,
    headers: headers?.accept ?? false,
    json: headers === undefined || headers.json.length === 0 ? false : literal(headers.json),
    correlationId: literalOrAbsent(correlationId && { ...correlationId }),
  }));
}
