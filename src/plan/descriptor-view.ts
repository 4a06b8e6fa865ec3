import type { JsonObject } from '../load/document.js';
import type { Api, Parameter } from '../model/api.js';
import { code, identifier, literal, string } from './code.js';
import { assertionText, type OperationPlan } from './operation-plan.js';
import type { View } from './view.js';

/** The servers of an API as the run time wants them. */
export function serversJson(api: Api): JsonObject {
  return Object.fromEntries(
    api.servers.map(({ id, host, protocol, pathname, variables }) => [
      id,
      {
        host,
        protocol,
        ...(pathname === undefined ? {} : { pathname }),
        ...(variables.length === 0 ? {} : { variables: parametersJson(variables) }),
      },
    ]),
  );
}

/** By name, with the values allowed and the default where the document gives them. */
export function parametersJson(parameters: readonly Parameter[]): JsonObject {
  return Object.fromEntries(
    parameters.map(({ name, values, default: fallback }) => [
      name,
      {
        ...(values.length === 0 ? {} : { values }),
        ...(fallback === undefined ? {} : { default: fallback }),
      },
    ]),
  );
}

/** An operation's entry in the descriptor of its API. */
export function descriptorView(plan: OperationPlan): View {
  const { operation, names, parameters } = plan;
  const { qos, retain } = operation.mqtt;
  const exchange = 'reply' in operation;
  return {
    subject: identifier(names.subject),
    kind: string(operation.kind),
    id: string(operation.id),
    address: string(plan.address),
    parameters: parameters.length === 0 ? false : literal(parametersJson(parameters)),
    qos: qos === undefined ? false : literal(qos),
    retain: retain === undefined ? false : literal(retain),
    envelope: exchange ? string(operation.reply.envelope) : false,
    payload: exchange ? literal(plan.payload.length > 0) : code`false`,
    message: assertionText(plan.body) ?? false,
    reply: assertionText(plan.reply) ?? false,
  };
}
