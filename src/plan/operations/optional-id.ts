import type { CorrelationTarget } from '../../model/correlation-id.js';
import { code, joinCode, string, type Code } from '../code/code.js';
import type { MessagePlan } from './messages.js';
import type { OperationPlan } from './operation-plan.js';
import { typeText, type PayloadType } from './payload-type.js';
import { isSender, type Side } from './side.js';

/** Returns the type of a value that may leave out its correlation id. */
export function withOptionalId(type: Code, { path }: CorrelationTarget): Code {
  return code`WithOptionalId<${type}, [${joinCode(path.map(string), ', ')}]>`;
}

/** Returns the union of the payloads that a sender of messages passes, or `nothing` for none. */
export function sentText(
  messages: readonly MessagePlan[],
  nothing: Code,
  local: (type: Code) => Code,
): Code {
  const types = messages.flatMap((message) =>
    message.payload === undefined ? [] : [ownText(message, message.payload, local)],
  );
  if (types.length === 0) return nothing;
  const isSometimesEmpty = types.length < messages.length;
  const all = new Set(isSometimesEmpty ? [...types, code`undefined`] : types);
  return joinCode([...all], ' | ');
}

function ownText(message: MessagePlan, payload: PayloadType, local: (type: Code) => Code): Code {
  const type = typeText([payload], code`undefined`, local);
  const { optionalId } = message;
  return optionalId !== undefined && hasOptionalPayloadId(message)
    ? withOptionalId(type, optionalId)
    : type;
}

/** Whether a type that the methods of a side take has an optional correlation id. */
export function hasOptionalIds(plan: OperationPlan, side: Side): boolean {
  const { messages, replies } = plan;
  return isSender(plan, side)
    ? messages.some((message) => hasOptionalPayloadId(message) || hasOptionalHeader(message))
    : replies.some(hasOptionalPayloadId);
}

function hasOptionalPayloadId({ payload, optionalId }: MessagePlan): boolean {
  return payload?.kind === 'declared' && optionalId?.part === 'payload';
}

function hasOptionalHeader({ headers, optionalId }: MessagePlan): boolean {
  return headers !== undefined && optionalId?.part === 'header';
}
