import type { Api } from '../../model/api.js';
import type { ApiNames } from '../names/api-names.js';
import { classExample, creationDocumentation } from './class-documentation.js';
import { connectionView } from './client-view.js';
import { code, comment, identifier, literal, type Code } from '../code/code.js';
import { localTypes, sortedCode } from './imports.js';
import { methodView } from './method-view.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { mqttServers, variablesOf } from '../../model/mqtt-servers.js';
import { runtimeImports } from './runtime-imports.js';
import type { Sample, Samples } from '../samples/samples.js';
import type { View } from './view.js';

/** The view of `mock-server.ts`. */
export function mockView(
  api: Api,
  names: ApiNames,
  { plans, samples }: { readonly plans: readonly OperationPlan[]; readonly samples: Samples },
): View {
  const imports = runtimeImports('mock', plans, { className: names.mock });
  const types = localTypes(plans, imports.names);
  const { title, version } = api.info;
  return {
    runtimeImports: imports.specifiers,
    clientImports: clientImports(names, plans, api),
    typeImports: types.specifiers,
    docs: comment([
      `Mock server of ${title}, version ${version}: acts as ${api.side === 'application' ? "the client's peer" : 'the application itself'}.`,
      '',
      ...classExample(api, names, { plans, side: 'mock' }),
    ]),
    creation: comment(creationDocumentation(api, { side: 'mock', plans })),
    ...connectionView(api, names),
    samples: replySamples(plans, samples).map(([plan, value]) => ({
      subject: identifier(plan.names.subject),
      value: sampleText(value),
    })),
    className: names.mock,
    baseClass: imports.baseClass,
    methods: plans.map((plan) => methodView(plan, 'mock', types)),
  };
}

function clientImports(
  names: ApiNames,
  plans: readonly OperationPlan[],
  api: Api,
): readonly Code[] {
  const hasVariables = mqttServers(api).some((server) => variablesOf(server).length > 0);
  const types = sortedCode([
    ...plans.flatMap(({ parametersType }) => parametersType ?? []),
    ...plans.flatMap(({ operation, handlersType }) =>
      operation.kind === 'publish' ? (handlersType ?? []) : [],
    ),
    ...(hasVariables ? [names.variables] : []),
  ]);
  return [names.descriptor, ...types.map((type) => code`type ${type}`)];
}

/** The sample replies: what answers each request that has no handler. */
export function replySamples(
  plans: readonly OperationPlan[],
  samples: Samples,
): readonly (readonly [OperationPlan, Sample])[] {
  return plans.flatMap((plan) => {
    const { operation } = plan;
    if (operation.kind !== 'request') return [];
    const sample = plan.replies
      .map((reply) => samples.of(reply))
      .find((found) => found !== undefined);
    return sample === undefined ? [] : [[plan, sample] as const];
  });
}

function sampleText(sample: Sample): Code {
  return sample.kind === 'value'
    ? literal(sample.value)
    : code`Uint8Array.from(${literal(sample.bytes)})`;
}
