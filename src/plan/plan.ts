import { byCodePoint } from '../system/code-point-order.js';
import type { Api } from '../model/api.js';
import { isMqttApi } from '../model/mqtt-servers.js';
import { apiNames, handlersName, parametersName, type ApiNames } from './names/api-names.js';
import { clientView } from './views/client-view.js';
import { code, identifier, pathText, type Code } from './code/code.js';
import { openEnums } from './types/open-enums.js';
import { applyDiscriminators } from './types/apply-discriminators.js';
import { declareTypes, typeContext } from './types/declarations.js';
import type { FilePlan, RuntimeEntry } from './file-plan.js';
import { endOfPath, type ImportExtension } from './import-extension.js';
import { mockView } from './views/mock-view.js';
import { isEverest, isLikeEverest } from './everest.js';
import { planOperation, type OperationPlan } from './operations/operation-plan.js';
import type { Part } from './parts.js';
import { reservedMembers } from './names/reserved.js';
import { createIdChoice } from './samples/id-choice.js';
import { createSamples, type Samples } from './samples/samples.js';
import { namedSchemasJson } from './samples/schema-json.js';
import type { View } from './views/view.js';
import type { TypeContext } from './types/schema-type.js';
import { nameOperations, type SubjectClash } from './names/operation-names.js';
import { nameTypes, type TypeNames } from './names/type-names.js';
import { unusedNames } from './names/unused-names.js';
import { validatorsView } from './views/validators-view.js';

/** An API with all its names, before its files are planned. */
export interface ApiPlan {
  readonly api: Api;
  readonly names: ApiNames;
  readonly types: TypeNames;
  readonly context: TypeContext;
  readonly operations: readonly OperationPlan[];
  readonly samples: Samples;
  readonly subjectClashes: readonly SubjectClash[];
}

/** Options of a plan. */
export interface PlanOptions {
  /** Whether clients accept strings that an enum does not have, and the types say so. */
  readonly unknownEnums?: 'accept';
}

/** Gives an API all its names; `folder` is its name in kebab case. */
export function planApi(document: Api, folder: string, options: PlanOptions = {}): ApiPlan {
  const discriminated = applyDiscriminators(document);
  const api = options.unknownEnums === 'accept' ? openEnums(discriminated) : discriminated;
  const names = apiNames(folder);
  const subjects = nameOperations(api.operations, reservedMembers);
  const reserved = new Set<string>([
    names.client,
    names.mock,
    names.variables,
    names.handlerSet,
    ...subjects.names.flatMap(({ subject }) => [parametersName(subject), handlersName(subject)]),
  ]);
  const types = nameTypes(api, reserved);
  const context = typeContext(types, api.schemas);
  const inputs = { types, api, chooseId: createIdChoice(types, context) };
  return {
    api,
    names,
    types,
    context,
    operations: subjects.names.flatMap((each) => planOperation(each, inputs)),
    samples: createSamples(types, context),
    subjectClashes: subjects.clashes,
  };
}

/** Options of what an output contains. */
export interface OutputOptions {
  readonly parts: ReadonlySet<Part>;
  /** Whether the runtime is copied into the output, or imported from this package. */
  readonly runtime: Runtime;
  /** When the validators are compiled: when they are first used, or when they are generated. */
  readonly validators: ValidatorKind;
  /** The extension of relative imports. */
  readonly importExtension: ImportExtension;
  /** Whether the project sets `isolatedDeclarations`. */
  readonly isolatedDeclarations: boolean;
}

export type Runtime = 'copy' | 'package';

/** When validators are compiled: `lazy` when they are first used, `compiled` when they are generated. */
export type ValidatorKind = 'lazy' | 'compiled';

/** What the files of an API import from: the runtime, and the end of the paths of other files. */
interface Modules extends View {
  readonly runtime: Code;
  readonly extension: Code;
  readonly isCompiled: boolean;
}

function modulesFor({ runtime, importExtension, validators }: OutputOptions): Modules {
  const extension = endOfPath(importExtension);
  const ofPackage: Readonly<Record<ValidatorKind, Code>> = {
    lazy: code`'asyncapi-bindgen/runtime'`,
    compiled: code`'asyncapi-bindgen/runtime/compiled'`,
  };
  const modules: Readonly<Record<Runtime, Code>> = {
    copy: code`'../runtime/index${extension}'`,
    package: ofPackage[validators],
  };
  return { runtime: modules[runtime], extension, isCompiled: validators === 'compiled' };
}

/** Plans the files of an API, for the wanted parts. */
export function planFiles(plan: ApiPlan, options: OutputOptions): readonly FilePlan[] {
  const { names, types, context, operations, samples, api } = plan;
  const parts = partsOf(plan, options);
  const modules = modulesFor(options);
  const { isolatedDeclarations: isIsolated } = options;
  const path = (file: string): string => `${names.folder}/${file}.ts`;
  const files: Readonly<Record<Part, () => FilePlan>> = {
    types: () => ({
      kind: 'types',
      path: path('types'),
      declarations: declareTypes(types, context),
    }),
    validators: () => {
      const { view, placed } = validatorsView(types, context);
      return {
        kind: 'template',
        path: path('validators'),
        template: 'validators',
        view: { ...view, ...modules },
        placed,
      };
    },
    client: () => ({
      kind: 'template',
      path: path('client'),
      template: 'client',
      view: {
        ...clientView(api, names, { plans: operations, isIsolated, isEverest: isEverest(api) }),
        ...modules,
      },
    }),
    mock: () => ({
      kind: 'template',
      path: path('mock-server'),
      template: 'mock-server',
      view: { ...mockView(api, names, { plans: operations, samples }), ...modules },
    }),
  };
  const code = parts.has('validators') ? compiledCode(plan, options) : [];
  const index = indexPlan(path('index'), parts, modules);
  return [index, ...[...parts].map((part) => files[part]()), ...code];
}

function indexPlan(path: string, parts: ReadonlySet<Part>, { extension }: Modules): FilePlan {
  const view = {
    extension,
    types: parts.has('types'),
    validators: parts.has('validators'),
    client: parts.has('client'),
    mock: parts.has('mock'),
  };
  return { kind: 'template', path, template: 'api-index', view };
}

/** Plans the code of validators that are compiled now, beside `validators.ts`. */
function compiledCode(
  { names, types, context }: ApiPlan,
  options: OutputOptions,
): readonly FilePlan[] {
  if (options.validators !== 'compiled' || types.types.size === 0) return [];
  return [
    {
      kind: 'compiled',
      path: `${names.folder}/compiled-validators.ts`,
      schemas: namedSchemasJson(types, context),
      runtime: modulesFor(options).runtime,
    },
  ];
}

/** Returns the parts of an API. Only MQTT APIs have a client and a mock server. */
function partsOf({ api }: ApiPlan, { parts }: OutputOptions): ReadonlySet<Part> {
  if (isMqttApi(api)) return parts;
  return new Set([...parts].filter((part) => part === 'types' || part === 'validators'));
}

/** Returns the entries of the runtime that a part of the output imports. */
function runtimeEntries(part: Part, { validators }: OutputOptions): readonly RuntimeEntry[] {
  const entries: Readonly<Record<Part, readonly RuntimeEntry[]>> = {
    types: [],
    validators: ['validation', validators],
    client: ['session'],
    mock: ['mock'],
  };
  return entries[part];
}

/** What the files that all APIs of an output share depend on, for one API. */
export interface SharedFacts {
  readonly folder: string;
  /** The entries of the runtime that the API needs. */
  readonly entries: ReadonlySet<RuntimeEntry>;
}

/** Returns what the shared files of an output depend on. */
export function sharedFacts(plan: ApiPlan, options: OutputOptions): SharedFacts {
  const parts = partsOf(plan, options);
  const entries = [...parts].flatMap((part) => runtimeEntries(part, options));
  const hasEverest = parts.has('client') && (isEverest(plan.api) || isLikeEverest(plan.operations));
  return {
    folder: plan.names.folder,
    entries: new Set<RuntimeEntry>([...entries, ...(hasEverest ? ['everest' as const] : [])]),
  };
}

/** Plans the files that all APIs of an output share. Types alone need no runtime. */
export function planShared(
  facts: readonly SharedFacts[],
  options: OutputOptions,
): readonly FilePlan[] {
  const folders = facts.map(({ folder }) => folder).toSorted(byCodePoint);
  const { extension } = modulesFor(options);
  const unused = unusedNames([]);
  const apis = folders.map((folder) => ({
    // `ocpp-1-6` and `ocpp16` give the same word.
    namespace: identifier(unused(apiNames(folder).namespace)),
    module: code`'./${pathText(folder)}/index${extension}'`,
  }));
  const entries = new Set(facts.flatMap((each) => [...each.entries]));
  const isCopied = options.runtime === 'copy' && entries.size > 0;
  return [
    { kind: 'template', path: 'index.ts', template: 'index', view: { apis } },
    ...(isCopied ? [runtimePlan([...entries], options)] : []),
  ];
}

function runtimePlan(
  entries: readonly RuntimeEntry[],
  { importExtension }: OutputOptions,
): FilePlan {
  return { kind: 'runtime', folder: 'runtime', entries, importExtension };
}
