import type { Api } from '../../model/api.js';
import type { ApiNames } from '../names/api-names.js';
import { comment, key, literal, string, type Code } from '../code/code.js';
import { serversJson } from '../operations/descriptor.js';
import { assertionNames } from '../operations/payload-type.js';
import { classExample, creationDocumentation } from './class-documentation.js';
import { descriptorView } from './descriptor-view.js';
import { handlersView } from './handlers-view.js';
import { localTypes, sortedCode } from './imports.js';
import { methodView, receiverView } from './method-view.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { runtimeImports } from './runtime-imports.js';
import { parameterDocumentation, variableType, variableViews } from './variables.js';
import type { View } from './view.js';

/** What a client is made of. */
interface ClientInputs {
  readonly plans: readonly OperationPlan[];
  /** Whether the descriptor must have a type without inference. */
  readonly isIsolated: boolean;
  /** Whether the API is one of EVerest, whose quirks the runtime knows. */
  readonly isEverest: boolean;
}

/** The view of `client.ts`. */
export function clientView(
  api: Api,
  names: ApiNames,
  { plans, isIsolated, isEverest }: ClientInputs,
): View {
  const imports = runtimeImports('client', plans, { className: names.client, isEverest });
  const types = localTypes(plans, imports.names);
  const { title, version, description = '' } = api.info;
  return {
    runtimeImports: imports.specifiers,
    assertionImports: sortedCode(plans.flatMap(assertionsOf)),
    typeImports: types.specifiers,
    docs: comment([
      api.side === 'application'
        ? `MQTT client of ${title}, version ${version}.`
        : `MQTT client for the counterpart of ${title}, version ${version}: receives what that application sends, and sends what it receives.`,
      '',
      ...(description === '' ? [] : [description.trim(), '']),
      ...classExample(api, names, { plans, side: 'client' }),
    ]),
    creation: comment(creationDocumentation(api, { side: 'client', plans })),
    ...connectionView(api, names),
    name: string(names.folder),
    servers: literal(serversJson(api)),
    isIsolated,
    isEverest,
    operations: plans.map((plan) => descriptorView(plan, isIsolated)),
    parameterTypes: plans.flatMap(parametersView),
    handlerTypes: plans.flatMap((plan) => handlersView(plan, types)),
    className: names.client,
    baseClass: imports.baseClass,
    handlersName: names.handlerSet,
    receivers: plans.flatMap((plan) => receiverView(plan, types)),
    methods: plans.map((plan) => methodView(plan, 'client', types)),
  };
}

/** The assertions that it imports from `validators.ts`. */
function assertionsOf({ messages, replies }: OperationPlan): readonly Code[] {
  return [...messages, ...replies].flatMap(({ body, headers }) => [
    ...(body?.kind === 'declared' ? [assertionNames.declared(body.name)] : []),
    ...(headers === undefined ? [] : [assertionNames.declared(headers.type)]),
  ]);
}

/** What both client and mock server need to connect. */
export function connectionView(api: Api, names: ApiNames): View {
  const variables = variableViews(api);
  return {
    descriptor: names.descriptor,
    variablesName: names.variables,
    hasVariables: variables.length > 0,
    optionsAreRequired: variables.some(({ optional }) => optional === false),
    variables,
  };
}

function parametersView({ parametersType, parameters, topic }: OperationPlan): readonly View[] {
  if (parametersType === undefined) return [];
  const members = parameters.map((parameter) => ({
    key: key(parameter.name),
    type: variableType(parameter),
    optional: parameter.default !== undefined,
    docs: comment(parameterDocumentation(parameter)),
  }));
  return [
    {
      name: parametersType,
      members,
      docs: comment([`Channel parameters of the topic \`${topic}\`.`]),
    },
  ];
}
