import {
  acceptAnything,
  acceptBytes,
  acceptText,
  assertAny,
  createValidators,
  type ApiDescriptor,
  type Assert,
  type OperationDescriptor,
} from '../../templates/runtime/index.js';
import { parametersJson, serversJson } from '../plan/descriptor-view.js';
import type { PayloadTypes, PlainPayload } from '../plan/payload-type.js';
import type { OperationPlan } from '../plan/operation-plan.js';
import type { ApiPlan } from '../plan/plan.js';
import { namedSchemasJson } from '../plan/schema-json.js';

const plainAssertions: Readonly<Record<PlainPayload, Assert<unknown>>> = {
  anything: acceptAnything,
  bytes: acceptBytes,
  text: acceptText,
};

/** What the generated client would carry as its descriptor, made at run time. */
export function describeApi(plan: ApiPlan): ApiDescriptor {
  const { api, names, types, context, operations } = plan;
  const validators = createValidators(namedSchemasJson(types, context));
  const assertion = (wanted: PayloadTypes): { readonly assert?: Assert<unknown> } => {
    if (wanted.length === 0) return {};
    const assertions = wanted.map((type): Assert<unknown> => {
      if (type.kind !== 'declared') return plainAssertions[type.kind];
      return (value) => {
        validators.assert(type.name, value);
      };
    });
    return { assert: assertAny(...assertions) };
  };
  return {
    name: names.folder,
    servers: serversJson(api),
    operations: Object.fromEntries(
      operations.map((operation) => [
        operation.names.subject,
        describeOperation(operation, assertion),
      ]),
    ),
  };
}

function describeOperation(
  plan: OperationPlan,
  assertion: (types: PayloadTypes) => { readonly assert?: Assert<unknown> },
): OperationDescriptor {
  const { operation, address, parameters } = plan;
  const { assert: message } = assertion(plan.body);
  const { assert: reply } = assertion(plan.reply);
  const base = {
    id: operation.id,
    address,
    parameters: parametersJson(parameters),
    ...operation.mqtt,
    encoding: plan.encoding,
    ...(message === undefined ? {} : { message }),
  };
  if (!('reply' in operation)) return { ...base, kind: operation.kind };
  return {
    ...base,
    kind: operation.kind,
    envelope: operation.reply.envelope,
    payload: plan.payload.length > 0,
    replyEncoding: plan.replyEncoding,
    ...(reply === undefined ? {} : { reply }),
  };
}
