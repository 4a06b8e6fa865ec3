import { code, joinCode, string, type Code } from '../code/code.js';
import type { OperationPlan } from './operation-plan.js';

type WithMessages = Pick<OperationPlan, 'messages'>;

/** Names of the types that describe the headers of an operation's messages. */
export function headersNames({ messages }: WithMessages): readonly Code[] {
  return [...new Set(messages.flatMap(({ headers }) => headers?.type ?? []))];
}

/** Whether some messages of an operation have described headers and others have not. */
export function hasMixedHeaders(plan: WithMessages): boolean {
  const isDescribed = headersNames(plan).length > 0;
  return isDescribed && plan.messages.some(({ headers }) => headers === undefined);
}

/** The type of an operation's headers; `undefined` where nothing is said of them. */
export function headersText(plan: WithMessages, local: (type: Code) => Code): Code | undefined {
  const names = headersNames(plan).map(local);
  if (names.length === 0) return undefined;
  return joinCode(hasMixedHeaders(plan) ? [...names, code`Headers`] : names, ' | ');
}

/** The type of the headers that a caller gives: the one for the reply is filled in. */
export function sentHeadersText(
  plan: Pick<OperationPlan, 'messages' | 'replyHeader'>,
  local: (type: Code) => Code,
): Code | undefined {
  const { replyHeader } = plan;
  return headersText(plan, (type) =>
    replyHeader === undefined ? local(type) : code`Omit<${local(type)}, ${string(replyHeader)}>`,
  );
}

/** Whether no message of an operation is valid without headers. */
export function requiresHeaders({ messages }: WithMessages): boolean {
  return messages.length > 0 && messages.every(({ headers }) => headers?.required === true);
}
