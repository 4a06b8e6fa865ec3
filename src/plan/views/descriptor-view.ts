import type { Api, LastWill, MqttServerBinding, Parameter } from '../../model/api.js';
import { code, identifier, literal, string } from '../code/code.js';
import type { MessagePlan } from '../operations/messages.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { mqttServers } from '../../model/mqtt-servers.js';
import { assertionText } from '../operations/payload-type.js';
import type { View } from './view.js';

/** The parameters of a descriptor, as JSON that the runtime reads. */
type ParametersJson = Readonly<Record<string, { values?: readonly string[]; default?: string }>>;
type ServerJson = Readonly<{
  host: string;
  protocol: string;
  pathname?: string;
  variables?: ParametersJson;
  mqtt?: ServerOptionsJson;
}>;
/** Connection options, by the names of the `mqtt` package. */
type ServerOptionsJson = Readonly<{
  clientId?: string;
  keepalive?: number;
  sessionExpiryInterval?: number;
  maximumPacketSize?: number;
  will?: WillJson;
}>;
type WillJson = Readonly<{ topic: string; payload: string; qos: 0 | 1 | 2; retain: boolean }>;

/** Returns the MQTT servers of an API as the runtime reads them. */
export function serversJson(api: Api): Readonly<Record<string, ServerJson>> {
  return Object.fromEntries(
    mqttServers(api).map(({ id, host, protocol, pathname, variables, mqtt }) => {
      const options = serverOptionsJson(mqtt);
      return [
        id,
        {
          host,
          protocol,
          ...(pathname === undefined ? {} : { pathname }),
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
    ...(keepalive === undefined ? {} : { keepalive }),
    ...(lastWill === undefined ? {} : { will: willJson(lastWill) }),
  };
}

function willJson({ message: payload, ...rest }: LastWill): WillJson {
  return { ...rest, payload };
}

/** Returns parameters by name, with their allowed values and their default. */
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

/** Returns the view of an operation in the descriptor of its API. */
export function descriptorView(plan: OperationPlan): View {
  const { operation, names, parameters } = plan;
  const { qos, retain, messageExpiryInterval } = operation.mqtt;
  const exchange = 'reply' in operation;
  return {
    subject: identifier(names.subject),
    kind: string(operation.kind),
    id: string(operation.id),
    address: string(plan.address),
    parameters: parameters.length === 0 ? false : literal(parametersJson(parameters)),
    qos: qos === undefined ? false : literal(qos),
    retain: retain === undefined ? false : literal(retain),
    expiry: messageExpiryInterval === undefined ? false : literal(messageExpiryInterval),
    envelope: exchange ? string(operation.reply.envelope) : false,
    payload: exchange ? literal(plan.payload.length > 0) : code`false`,
    messages: plan.messages.map(messageView),
    isExchange: exchange,
    replies: plan.replies.map(messageView),
    replyHeader: plan.replyHeader === undefined ? false : string(plan.replyHeader),
    replyAddress: plan.replyAddress === undefined ? false : string(plan.replyAddress),
  };
}

function messageView({ name, encoding, body, headers }: MessagePlan): View {
  return {
    name,
    encoding: encoding === 'json' ? false : string(encoding),
    payload: assertionText(body) ?? false,
    headers: headers?.assertion ?? false,
    json: headers === undefined || headers.json.length === 0 ? false : literal(headers.json),
  };
}
