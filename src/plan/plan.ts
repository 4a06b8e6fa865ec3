import { byCodePoint } from '../system/code-point-order.js';
import type { Api } from '../model/api.js';
import { isMqttApi } from '../model/mqtt-servers.js';
import { apiNames, handlersName, parametersName, type ApiNames } from './names/api-names.js';
import { clientView } from './views/client-view.js';
import { identifier, pathText } from './code/code.js';
import { declareTypes, typeContext } from './types/declarations.js';
import type { FilePlan } from './file-plan.js';
import { mockView } from './views/mock-view.js';
import { planOperation, type OperationPlan } from './operations/operation-plan.js';
import type { Part } from './parts.js';
import { reservedMembers } from './names/reserved.js';
import { createSamples, type Samples } from './samples/samples.js';
import type { TypeContext } from './types/schema-type.js';
import { nameOperations, type SubjectClash } from './names/operation-names.js';
import { nameTypes, type TypeNames } from './names/type-names.js';
import { unusedNames } from './names/unused-names.js';
import { validatorsView } from './views/validators-view.js';

/** One API with all its names given, before any file of it is planned. */
export interface ApiPlan {
  readonly api: Api;
  readonly names: ApiNames;
  readonly types: TypeNames;
  readonly context: TypeContext;
  readonly operations: readonly OperationPlan[];
  readonly samples: Samples;
  readonly subjectClashes: readonly SubjectClash[];
}

/** Gives every name of an API; `folder` is its name in kebab case. */
export function planApi(api: Api, folder: string): ApiPlan {
  const names = apiNames(folder);
  const subjects = nameOperations(api.operations, reservedMembers);
  const reserved = new Set<string>([
    names.client,
    names.mock,
    names.variables,
    ...subjects.names.flatMap(({ subject }) => [parametersName(subject), handlersName(subject)]),
  ]);
  const types = nameTypes(api, reserved);
  const context = typeContext(types, api.schemas);
  return {
    api,
    names,
    types,
    context,
    operations: subjects.names.flatMap((each) => planOperation(each, types, api)),
    samples: createSamples(types, context),
    subjectClashes: subjects.clashes,
  };
}

/** The files of an API, those of the parts wanted. */
export function planFiles(plan: ApiPlan, wanted: ReadonlySet<Part>): readonly FilePlan[] {
  const { api, names, types, context, operations, samples } = plan;
  const parts = isMqttApi(api) ? wanted : withoutMqtt(wanted);
  const path = (file: string): string => `${names.folder}/${file}.ts`;
  const files: Readonly<Record<Part, () => FilePlan>> = {
    types: () => ({
      kind: 'types',
      path: path('types'),
      declarations: declareTypes(types, context),
    }),
    validators: () => ({
      kind: 'template',
      path: path('validators'),
      template: 'validators',
      view: validatorsView(types, context),
    }),
    client: () => ({
      kind: 'template',
      path: path('client'),
      template: 'client',
      view: clientView(api, names, operations),
    }),
    mock: () => ({
      kind: 'template',
      path: path('mock-server'),
      template: 'mock-server',
      view: mockView(api, names, { plans: operations, samples }),
    }),
  };
  const index: FilePlan = {
    kind: 'template',
    path: path('index'),
    template: 'api-index',
    view: {
      types: parts.has('types'),
      validators: parts.has('validators'),
      client: parts.has('client'),
      mock: parts.has('mock'),
    },
  };
  return [index, ...[...parts].map((part) => files[part]())];
}

function withoutMqtt(parts: ReadonlySet<Part>): ReadonlySet<Part> {
  return new Set([...parts].filter((part) => part === 'types' || part === 'validators'));
}

/** The files that all APIs of one output share; types alone need no run time. */
export function planShared(
  plans: readonly ApiPlan[],
  wanted: ReadonlySet<Part>,
): readonly FilePlan[] {
  const folders = plans.map(({ names }) => names.folder).toSorted(byCodePoint);
  const unused = unusedNames([]);
  const apis = folders.map((folder) => ({
    // `ocpp-1-6` and `ocpp16` give the same word.
    namespace: identifier(unused(apiNames(folder).namespace)),
    folder: pathText(folder),
  }));
  return [
    { kind: 'template', path: 'index.ts', template: 'index', view: { apis } },
    ...(wanted.has('validators') ? [{ kind: 'runtime', folder: 'runtime' } as const] : []),
  ];
}
