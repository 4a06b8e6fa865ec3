import type { Operation } from '../../model/api.js';
import { code, comment, identifier, link, type Code } from '../code/code.js';
import { headersText, requiresHeaders, sentHeadersText } from '../operations/header-types.js';
import type { LocalTypes } from './imports.js';
import { methodDocumentation } from './method-documentation.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { isSender, type Side } from '../operations/side.js';
import { sentText } from '../operations/optional-id.js';
import { typeText } from '../operations/payload-type.js';
import type { View } from './view.js';

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

/**
 * Returns the view of a method of the client or mock server. `partial` is the template that prints
 * it.
 */
export function methodView(plan: OperationPlan, side: Side, types: LocalTypes): View {
  const { operation, names, payload, reply, parametersType, handlersType } = plan;
  const request = typeText(payload, code`undefined`, types.local);
  const replyType = typeText(reply, code`void`, types.local);
  const handled = sentText(plan.replies, code`void`, types.local);
  const headers = headersText(plan, types.local);
  const sent = sentHeadersText(plan, types.local);
  const contextArguments = argumentsText(topicParameters(plan), headers);
  const listenArguments = plan.messages.length > 1 ? code`<${request}${contextArguments}>` : code``;
  const exchangeArguments = code`<${request}, ${handled}${contextArguments}>`;
  return {
    partial: partials[side][operation.kind],
    name: identifier(names[side]),
    link: link(identifier(names[side])),
    stream: names.stream === undefined ? false : identifier(names.stream),
    subject: identifier(names.subject),
    docs: comment(methodDocumentation(plan, side)),
    hasPayload: payload.length > 0,
    payload: isSender(plan, side) ? sentText(plan.messages, request, types.local) : request,
    reply: replyType,
    parameters: parametersType ?? false,
    handler: handlerText({ request, contextArguments, handlersType }),
    listenArguments,
    contextArguments,
    exchangeArguments,
    replyArguments: plan.replies.length > 1 ? code`<${replyType}>` : code``,
    headers: sent === undefined ? code`` : code`<${sent}>`,
    requiredHeaders: requiresHeaders(plan)
      ? code` & WithHeaders<${sent ?? code`Headers`}>`
      : code``,
    optional: requiresHeaders(plan) ? code`` : code`?`,
  };
}

/** Returns the view of a handler in the options of `connect`, if the client receives the messages. */
export function receiverView(plan: OperationPlan, types: LocalTypes): readonly View[] {
  const { operation, topic } = plan;
  if (isSender(plan, 'client')) return [];
  const isExchange = operation.kind === 'respond';
  const about = isExchange ? 'Answers the requests' : 'Receives the messages';
  return [
    {
      ...methodView(plan, 'client', types),
      isExchange,
      about: comment([`${about} on \`${topic}\`.`]),
    },
  ];
}

/** Returns the type arguments of a handler after its payload. Defaults are left out. */
function argumentsText(parameters: Code | undefined, headers: Code | undefined): Code {
  if (headers !== undefined) return code`, ${parameters ?? code`object`}, ${headers}`;
  return parameters === undefined ? code`` : code`, ${parameters}`;
}

interface HandlerParts {
  readonly request: Code;
  readonly contextArguments: Code;
  readonly handlersType: Code | undefined;
}

/** Returns the type of a handler: one for all messages, or, if there are several, one for each. */
function handlerText({ request, contextArguments, handlersType }: HandlerParts): Code {
  const handler = code`Handler<${request}${contextArguments}>`;
  return handlersType === undefined ? handler : code`${handler} | ${handlersType}`;
}

/**
 * Returns the type of the parameters of an incoming message. Its topic has every parameter, even
 * those with a default.
 */
export function topicParameters({
  parametersType,
  parameters,
}: Pick<OperationPlan, 'parametersType' | 'parameters'>): Code | undefined {
  if (parametersType === undefined) return undefined;
  const hasDefault = parameters.some((parameter) => parameter.default !== undefined);
  return hasDefault ? code`Required<${parametersType}>` : parametersType;
}
