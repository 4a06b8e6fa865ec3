import type { Api, Operation } from '../../model/api.js';
import { tag } from '../code/code.js';
import { documentation, type Documentation } from '../code/documentation.js';
import { mqttServers, variablesOf } from '../../model/mqtt-servers.js';
import type { ApiNames } from '../names/api-names.js';
import { requiresHeaders } from '../operations/header-types.js';
import { isSender, type Side } from '../operations/side.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { requiredVariables } from './variables.js';

/** What a generated class is made of. */
interface ClassInputs {
  readonly plans: readonly OperationPlan[];
  readonly side: Side;
}

/**
 * Returns the example of a generated class: how to create an instance, call a method, and close it.
 */
export function classExample(
  api: Api,
  names: ApiNames,
  { plans, side }: ClassInputs,
): Documentation {
  const isClient = side === 'client';
  const created = isClient ? `${names.client}.connect` : `${names.mock}.start`;
  const variable = isClient ? 'client' : 'server';
  const options = [
    'url: "mqtt://localhost:1883"',
    ...requiredVariables(api).map(({ option, value }) => `${option}: ${value}`),
  ];
  const [first] = plans;
  const lines = [
    `const ${variable} = await ${created}(${objectText(options)});`,
    ...(first === undefined ? [] : [callOf(first, side, variable)]),
    `await ${variable}.close();`,
  ];
  return [tag('example'), ['```ts', ...lines, '```'].join('\n')];
}

/** Returns the comment of the static method that creates an instance: `connect` or `start`. */
export function creationDocumentation(api: Api, { plans, side }: ClassInputs): Documentation {
  const text =
    side === 'client'
      ? 'Connects to the broker; resolves with the connected client.'
      : "Connects to the broker and acts as the client's peer; resolves when the broker has granted all subscriptions.";
  const hasVariables = mqttServers(api).some((server) => variablesOf(server).length > 0);
  return documentation(text, [
    tag('throws', '`ConnectionError` if the broker cannot be reached or refuses the connection.'),
    ...(side === 'mock' || plans.some((plan) => !isSender(plan, side))
      ? [tag('throws', '`SubscribeError` if the broker refuses a subscription.')]
      : []),
    ...(hasVariables
      ? [tag('throws', '`TopicError` if a server variable is not allowed in a topic.')]
      : []),
  ]);
}

function objectText(members: readonly string[]): string {
  if (members.length === 1) return `{ ${members.join('')} }`;
  return ['{', ...members.map((member) => `  ${member},`), '}'].join('\n');
}

function callOf(plan: OperationPlan, side: Side, variable: string): string {
  const { operation, names } = plan;
  const call = `${variable}.${names[side]}(${argumentsOf(plan, side).join(', ')});`;
  if (isSender(plan, side))
    return 'reply' in operation ? `const reply = await ${call}` : `await ${call}`;
  return side === 'client' ? `await ${call}` : call;
}

function argumentsOf(plan: OperationPlan, side: Side): readonly string[] {
  const { operation, parameters, payload } = plan;
  const isSending = isSender(plan, side);
  const takesParameters = parameters.length > 0 && (isSending || side === 'client');
  return [
    ...(takesParameters ? ['parameters'] : []),
    ...(isSending ? sentArguments(plan) : [handlerOf(operation, payload.length > 0)]),
  ];
}

function sentArguments(plan: OperationPlan): readonly string[] {
  return [
    ...(plan.payload.length > 0 ? ['payload'] : []),
    ...(requiresHeaders(plan) ? ['{ headers }'] : []),
  ];
}

function handlerOf(operation: Operation, hasPayload: boolean): string {
  const result = 'reply' in operation ? 'reply' : 'console.log(payload)';
  if (hasPayload) return `(payload) => ${result}`;
  return 'reply' in operation ? '() => reply' : '() => console.log("received")';
}
