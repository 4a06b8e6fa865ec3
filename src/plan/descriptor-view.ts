import type { Api, Encoding, Parameter } from '../model/api.js';
import { code, identifier, literal, string, type Code } from './code.js';
import type { OperationPlan } from './operation-plan.js';
import { assertionText } from './payload-type.js';
import type { View } from './view.js';

/** Both as data to be written out and as what the run time takes. */
type ParametersJson = Readonly<Record<string, { values?: readonly string[]; default?: string }>>;
type ServerJson = Readonly<{
  host: string;
  protocol: string;
  pathname?: string;
  variables?: ParametersJson;
}>;

/** The servers of an API as the run time wants them. */
export function serversJson(api: Api): Readonly<Record<string, ServerJson>> {
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
export function parametersJson(parameters: readonly Parameter[]): ParametersJson {
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
    encoding: encodingText(plan.encoding),
    message: assertionText(plan.body) ?? false,
    replyEncoding: encodingText(plan.replyEncoding),
    reply: assertionText(plan.reply) ?? false,
  };
}

function encodingText(encoding: Encoding): Code | false {
  return encoding === 'json' ? false : string(encoding);
}
