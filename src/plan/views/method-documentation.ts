import type { Operation } from '../../model/api.js';
import { tag, type Tag } from '../code/code.js';
import { documentation, type Documentation } from '../code/documentation.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import type { Side } from '../operations/side.js';

type Sentence = (plan: OperationPlan) => string;

/** Says how replies are matched by a correlation id, if they are. */
function correlationSentence({ correlation }: OperationPlan): string {
  if (correlation.kind !== 'followed') return '';
  const { id, declared } = correlation;
  return id.kind === 'given'
    ? ` Callers set the correlation id, \`${declared.location}\`.`
    : ` The reply has the same correlation id, which is generated: \`${declared.location}\`.`;
}

const acknowledged = 'resolves when the broker has acknowledged the message';

/** What each method does, with its topic. */
const sentences: Readonly<Record<Side, Readonly<Record<Operation['kind'], Sentence>>>> = {
  client: {
    publish: ({ topic }) => `Publishes on \`${topic}\`; ${acknowledged}.`,
    subscribe: ({ topic }) =>
      `Subscribes to \`${topic}\`; resolves when the broker has granted the subscription.`,
    request: (plan) =>
      `Sends a request on \`${plan.topic}\`; resolves with the reply.${correlationSentence(plan)}`,
    respond: ({ topic }) =>
      `Subscribes to \`${topic}\`, and answers each request with what the handler returns.`,
  },
  mock: {
    publish: ({ topic, names }) =>
      `Adds a handler for messages on \`${topic}\`, which the client sends with \`${names.client}\`.`,
    subscribe: ({ topic, names }) =>
      `Sends a message on \`${topic}\`, which the client receives with \`${names.client}\`; ${acknowledged}.`,
    request: ({ topic, names }) =>
      `Sets the handler that answers requests on \`${topic}\`, which the client sends with \`${names.client}\`. Without a handler, the reply is a sample.`,
    respond: (plan) =>
      `Sends a request on \`${plan.topic}\`, which the client answers with \`${plan.names.client}\`; resolves with the reply.${correlationSentence(plan)}`,
  },
};

/** Returns the comment of a method: what it does, its text in the document, and what it throws. */
export function methodDocumentation(plan: OperationPlan, side: Side): Documentation {
  const sentence = sentences[side][plan.operation.kind](plan);
  const prose = proseOf(plan.operation);
  const teller =
    plan.application === 'client' ? "From the client's side:" : "From the application's side:";
  const ofOther = prose === '' ? [] : [teller, prose];
  const texts = side === plan.application ? [prose, sentence] : [sentence, ...ofOther];
  const text = texts.filter((each) => each !== '').join('\n\n');
  return documentation(text, [...deprecatedTags(plan.operation), ...throwsTags(plan, side)]);
}

/** Returns the text of the document, which describes an operation from the application's side. */
function proseOf({ title, summary, description, messages }: Operation): string {
  const [message] = messages;
  const first = summary ?? title ?? message?.summary ?? message?.title;
  return [first, description]
    .filter((text, index, all) => text !== undefined && all.indexOf(text) === index)
    .join('\n\n')
    .trim();
}

function deprecatedTags({ messages }: Operation): readonly Tag[] {
  const isDeprecated = messages.length > 0 && messages.every((each) => each.deprecated);
  return isDeprecated ? [tag('deprecated')] : [];
}

/** Returns the `@throws` tags. Methods of a mock server that set a handler throw nothing. */
function throwsTags({ operation, parameters }: OperationPlan, side: Side): readonly Tag[] {
  const starts = side === 'client' ? ['publish', 'request'] : ['subscribe', 'respond'];
  const isExchange = 'reply' in operation;
  if (!starts.includes(operation.kind)) {
    return side === 'mock' ? [] : [tag('throws', '`SubscribeError` if the broker refuses it.')];
  }
  return [
    ...(parameters.length === 0
      ? []
      : [tag('throws', '`TopicError` if a parameter is missing or not allowed in a topic.')]),
    ...(isExchange
      ? [
          tag('throws', '`ValidationError` if the request is not valid.'),
          tag('throws', '`TimeoutError` if no reply arrives within `timeoutMs`.'),
        ]
      : [
          tag('throws', '`ValidationError` if the message is not valid.'),
          tag('throws', '`PublishError` if the broker does not accept the message.'),
        ]),
  ];
}
