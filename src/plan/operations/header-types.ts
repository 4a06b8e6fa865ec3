import { code, joinCode, string, type Code } from '../code/code.js';
import type { OperationPlan } from './operation-plan.js';
import { withOptionalId } from './optional-id.js';

type WithMessages = Pick<OperationPlan, 'messages'>;

/** Returns the names of the header types of an operation's messages. */
export function headersNames({ messages }: WithMessages): readonly Code[] {
  return [...new Set(messages.flatMap(({ headers }) => headers?.type ?? []))];
}

/** Whether some messages of an operation have described headers and others do not. */
export function hasMixedHeaders(plan: WithMessages): boolean {
  const isDescribed = headersNames(plan).length > 0;
  return isDescribed && plan.messages.some(({ headers }) => headers === undefined);
}

/** Returns the type of an operation's headers; `undefined` if none are described. */
export function headersText(plan: WithMessages, local: (type: Code) => Code): Code | undefined {
  const names = headersNames(plan).map(local);
  if (names.length === 0) return undefined;
  return joinCode(hasMixedHeaders(plan) ? [...names, code`Headers`] : names, ' | ');
}

/** Returns the type of the headers that a caller passes, without those that the runtime sets. */
export function sentHeadersText(
  plan: Pick<OperationPlan, 'messages' | 'replyHeader'>,
  local: (type: Code) => Code,
): Code | undefined {
  const { messages, replyHeader } = plan;
  const types = messages.flatMap(({ headers, optionalId }) => {
    if (headers === undefined) return [];
    const type = local(headers.type);
    const without = replyHeader === undefined ? type : code`Omit<${type}, ${string(replyHeader)}>`;
    return optionalId?.part === 'header' ? withOptionalId(without, optionalId) : without;
  });
  if (types.length === 0) return undefined;
  const all = hasMixedHeaders(plan) ? [...types, code`Headers`] : types;
  return joinCode([...new Set(all)], ' | ');
}

/** Whether every message of an operation requires headers. */
export function requiresHeaders({ messages }: WithMessages): boolean {
  return messages.length > 0 && messages.every(({ headers }) => headers?.required === true);
}
