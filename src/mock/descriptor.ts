import {
  acceptAnything,
  acceptBytes,
  acceptText,
  createValidators,
  everestQuirks,
  type ApiDescriptor,
  type Assert,
} from '../../templates/runtime/index.js';
import { describeOperation, serversJson } from '../plan/operations/descriptor.js';
import type { Assertions } from '../plan/operations/payload-type.js';
import { isEverest } from '../plan/everest.js';
import type { ApiPlan } from '../plan/plan.js';
import { namedSchemasJson } from '../plan/samples/schema-json.js';

/** Returns the descriptor of an API at runtime, like the one in a generated client. */
export function describeApi(plan: ApiPlan): ApiDescriptor {
  const { api, names, types, context, operations } = plan;
  const validators = createValidators(namedSchemasJson(types, context));
  const assertions: Assertions<Assert<unknown>> = {
    declared: (type) => (value) => {
      validators.assert(type, value);
    },
    plain: { anything: acceptAnything, bytes: acceptBytes, text: acceptText },
  };
  return {
    name: names.folder,
    servers: serversJson(api),
    ...(isEverest(api) && { quirks: everestQuirks }),
    operations: Object.fromEntries(
      operations.map((operation) => [
        operation.names.subject,
        describeOperation(operation, assertions),
      ]),
    ),
  };
}
