import { code, comment, type Code } from '../code/code.js';
import { documentation } from '../code/documentation.js';
import type { LocalTypes } from './imports.js';
import type { MessagePlan } from '../operations/messages.js';
import { topicParameters } from './method-view.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { typeText } from '../operations/payload-type.js';
import type { View } from './view.js';

/** The type of an object of handlers by message, if an operation has several messages. */
export function handlersView(plan: OperationPlan, types: LocalTypes): readonly View[] {
  const { handlersType, messages, topic } = plan;
  if (handlersType === undefined) return [];
  return [
    {
      name: handlersType,
      docs: comment([
        `Handlers for the messages of \`${topic}\` by message name. Messages without a handler are ignored.`,
      ]),
      members: messages.map((message) => ({
        name: message.name,
        docs: comment(documentation(message.message.summary ?? message.message.title, [])),
        payload: typeText(
          message.payload === undefined ? [] : [message.payload],
          code`undefined`,
          types.local,
        ),
        context: contextText(message, topicParameters(plan), types),
      })),
    },
  ];
}

function contextText(
  { headers }: MessagePlan,
  parameters: Code | undefined,
  types: LocalTypes,
): Code {
  if (headers !== undefined) {
    return code`MessageContext<${parameters ?? code`object`}, ${types.local(headers.type)}>`;
  }
  return parameters === undefined ? code`MessageContext` : code`MessageContext<${parameters}>`;
}
