import type { Operation } from '../model/api.js';
import { code, comment, identifier, link, tag, type Code } from './code.js';
import { documentation } from './documentation.js';
import type { LocalTypes } from './imports.js';
import type { OperationPlan } from './operation-plan.js';
import { typeText } from './payload-type.js';
import type { View } from './view.js';

/** Which class a method is for. */
export type Side = 'client' | 'mock';

const partials: Readonly<Record<Side, Readonly<Record<Operation['kind'], Code>>>> = {
  client: {
    publish: code`client-publish`,
    subscribe: code`client-subscribe`,
    request: code`client-request`,
    respond: code`client-respond`,
  },
  mock: {
    publish: code`mock-publish`,
    subscribe: code`mock-subscribe`,
    request: code`mock-request`,
    respond: code`mock-respond`,
  },
};

/** A method of the client or of the mock server; which partial prints it says what it does. */
export function methodView(plan: OperationPlan, side: Side, types: LocalTypes): View {
  const { operation, names, payload, reply, parametersType } = plan;
  return {
    partial: partials[side][operation.kind],
    name: identifier(names[side]),
    link: link(identifier(names[side])),
    stream: names.stream === undefined ? false : identifier(names.stream),
    subject: identifier(names.subject),
    docs: comment(methodDocumentation(plan)),
    hasPayload: payload.length > 0,
    payload: typeText(payload, code`undefined`, types.local),
    reply: typeText(reply, code`void`, types.local),
    parameters: parametersType ?? false,
    topicParameters: topicParameters(plan),
  };
}

/** A topic that came holds every parameter, those with a default as well. */
function topicParameters({ parametersType, parameters }: OperationPlan): Code | false {
  if (parametersType === undefined) return false;
  const hasDefault = parameters.some((parameter) => parameter.default !== undefined);
  return hasDefault ? code`Required<${parametersType}>` : parametersType;
}

function methodDocumentation({
  operation,
  address,
}: OperationPlan): ReturnType<typeof documentation> {
  const { title, summary, description, messages } = operation;
  const [message] = messages;
  const first = summary ?? title ?? message?.summary ?? message?.title;
  const prose = [first, description]
    .filter((text, index, all) => text !== undefined && all.indexOf(text) === index)
    .join('\n\n');
  const deprecated = messages.length > 0 && messages.every((each) => each.deprecated);
  const topic = `Topic: \`${address}\``;
  const text = prose === '' ? topic : `${prose}\n\n${topic}`;
  return documentation(text, deprecated ? [tag('deprecated')] : []);
}
