import type { Api, LastWill, MqttServerBinding } from '../../model/api.js';
import { mqttServers } from '../../model/mqtt-servers.js';
import { optional } from '../../json/json.js';
import type { AddressParameter } from './address-plan.js';
import type { MessagePlan } from './messages.js';
import type { OperationPlan } from './operation-plan.js';
import { assertionOf, type Assertions } from './payload-type.js';

/**
 * The descriptor of an API: what client and mock server know of it (`templates/runtime/descriptor.ts`).
 * The output has it as code, the command `mock` as a value; only assertions differ between the two.
 */

type ParameterJson = Readonly<{
  values?: readonly string[];
  default?: string;
  multiLevel?: true;
}>;
type ParametersJson = Readonly<Record<string, ParameterJson>>;
type ServerJson = Readonly<{
  host: string;
  protocol: string;
  pathname?: string;
  variables?: ParametersJson;
  mqtt?: ServerOptionsJson;
}>;
/** By the names that the `mqtt` package has for them. */
type ServerOptionsJson = Readonly<{
  clientId?: string;
  keepalive?: number;
  sessionExpiryInterval?: number;
  maximumPacketSize?: number;
  will?: WillJson;
}>;
type WillJson = Readonly<{ topic: string; payload: string; qos: 0 | 1 | 2; retain: boolean }>;

/**
 * The servers of an API that speak MQTT, as the runtime takes them. The options of the connection, such as
 * the last will, are those of the application.
 */
export function serversJson(api: Api): Readonly<Record<string, ServerJson>> {
  return Object.fromEntries(
    mqttServers(api).map(({ id, host, protocol, pathname, variables, mqtt }) => {
      const options = api.side === 'application' ? serverOptionsJson(mqtt) : {};
      return [
        id,
        {
          host,
          protocol,
          ...optional('pathname', pathname),
          ...(variables.length === 0 ? {} : { variables: parametersJson(variables) }),
          ...(Object.keys(options).length === 0 ? {} : { mqtt: options }),
        },
      ];
    }),
  );
}

function serverOptionsJson({
  keepAlive: keepalive,
  lastWill,
  ...same
}: MqttServerBinding): ServerOptionsJson {
  return {
    ...same,
    ...optional('keepalive', keepalive),
    ...optional('will', lastWill && willJson(lastWill)),
  };
}

function willJson({ message: payload, ...rest }: LastWill): WillJson {
  return { ...rest, payload };
}

/** By name, with the values allowed and the default where the document gives them. */
export function parametersJson(parameters: readonly AddressParameter[]): ParametersJson {
  return Object.fromEntries(
    parameters.map(({ name, values, default: fallback, multiLevel }) => [
      name,
      {
        ...(values.length === 0 ? {} : { values }),
        ...optional('default', fallback),
        ...optional('multiLevel', multiLevel),
      },
    ]),
  );
}

/** The entry of an operation in the descriptor of its API; `A` represents an assertion. */
export function describeOperation<A>(plan: OperationPlan, assertions: Assertions<A>) {
  const { operation, address, parameters, replyHeader, replyAddress, correlation } = plan;
  const base = {
    id: operation.id,
    address,
    parameters: parametersJson(parameters),
    ...operation.mqtt,
    messages: describeMessages(plan.messages, assertions),
  };
  if (!('reply' in operation)) return { ...base, kind: operation.kind };
  return {
    ...base,
    kind: operation.kind,
    envelope: operation.reply.envelope,
    payload: plan.payload.length > 0,
    replies: describeMessages(plan.replies, assertions),
    ...optional('replyHeader', replyHeader),
    ...optional('replyAddress', replyAddress),
    ...(correlation.kind === 'followed' ? { correlationId: correlation.id } : {}),
  };
}

/** By name; where a message could be several of them, it is the first. */
function describeMessages<A>(messages: readonly MessagePlan[], assertions: Assertions<A>) {
  return Object.fromEntries(
    messages.map(({ name, encoding, body, headers, correlationId }) => [
      name,
      {
        encoding,
        ...optional('payload', assertionOf(body, assertions)),
        ...optional(
          'headers',
          headers && { accept: assertions.declared(headers.type), json: headers.json },
        ),
        ...optional('correlationId', correlationId),
      },
    ]),
  );
}
