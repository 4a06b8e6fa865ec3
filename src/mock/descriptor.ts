import {
  acceptAnything,
  acceptBytes,
  acceptText,
  createValidators,
  type ApiDescriptor,
  type Assert,
  type MessageDescriptor,
  type Messages,
  type OperationDescriptor,
} from '../../templates/runtime/index.js';
import { parametersJson, serversJson } from '../plan/views/descriptor-view.js';
import type { HeadersPlan } from '../plan/operations/headers.js';
import type { MessagePlan } from '../plan/operations/messages.js';
import type { OperationPlan } from '../plan/operations/operation-plan.js';
import type { PayloadType, PlainPayload } from '../plan/operations/payload-type.js';
import type { ApiPlan } from '../plan/plan.js';
import { namedSchemasJson } from '../plan/samples/schema-json.js';

const plainAssertions: Readonly<Record<PlainPayload, Assert<unknown>>> = {
  anything: acceptAnything,
  bytes: acceptBytes,
  text: acceptText,
};

/** Returns the descriptor of an API at runtime, like the one in a generated client. */
export function describeApi(plan: ApiPlan): ApiDescriptor {
  const { api, names, types, context, operations } = plan;
  const validators = createValidators(namedSchemasJson(types, context));
  const describeMessages = messagesWith((name) => (value) => {
    validators.assert(name, value);
  });
  return {
    name: names.folder,
    servers: serversJson(api),
    operations: Object.fromEntries(
      operations.map((operation) => [
        operation.names.subject,
        describeOperation(operation, describeMessages),
      ]),
    ),
  };
}

type DescribeMessages = (messages: readonly MessagePlan[]) => Messages;

/** Returns a function that describes messages; `assertionOf` returns the assertion of a type name. */
function messagesWith(assertionOf: (name: string) => Assert<unknown>): DescribeMessages {
  const payloadOf = (body: PayloadType | undefined): Pick<MessageDescriptor, 'payload'> => {
    if (body === undefined || body.kind === 'nothing') return {};
    return {
      payload: body.kind === 'declared' ? assertionOf(body.name) : plainAssertions[body.kind],
    };
  };
  const headersOf = (headers: HeadersPlan | undefined): Pick<MessageDescriptor, 'headers'> => {
    if (headers === undefined) return {};
    return { headers: { accept: assertionOf(headers.type), json: headers.json } };
  };
  return (messages) =>
    Object.fromEntries(
      messages.map(({ name, encoding, body, headers }) => [
        name,
        { encoding, ...payloadOf(body), ...headersOf(headers) },
      ]),
    );
}

function describeOperation(
  plan: OperationPlan,
  describeMessages: DescribeMessages,
): OperationDescriptor {
  const { operation, address, parameters, replyAddress } = plan;
  const base = {
    id: operation.id,
    address,
    parameters: parametersJson(parameters),
    ...operation.mqtt,
    messages: describeMessages(plan.messages),
  };
  if (!('reply' in operation)) return { ...base, kind: operation.kind };
  return {
    ...base,
    kind: operation.kind,
    envelope: operation.reply.envelope,
    payload: plan.payload.length > 0,
    replies: describeMessages(plan.replies),
    ...(replyAddress === undefined ? {} : { replyAddress }),
    ...(plan.replyHeader === undefined ? {} : { replyHeader: plan.replyHeader }),
  };
}
