import { resolve } from 'node:path';
import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { sortDiagnostics } from '../diagnostics/sort.js';
import { settle } from '../diagnostics/tolerance.js';
import { withoutContent } from '../diagnostics/withheld.js';
import type { LoadedDocument } from '../load/document.js';
import { hashOf } from '../load/hash.js';
import { createLoader, type Load, type LoadOptions } from '../loader.js';
import type { Api } from '../model/api.js';
import { counterpartOf } from '../model/counterpart.js';
import { buildApi } from '../model/model.js';
import { isMqttApi } from '../model/mqtt-servers.js';
import type { Locate } from '../model/origin.js';
import { apiNameFrom, apiNameOf } from '../plan/names/api-name.js';
import {
  summarizeOperations,
  type OperationSummary,
} from '../plan/operations/operation-summary.js';
import { planApi, type ApiPlan } from '../plan/plan.js';
import { checkPlan } from '../rules/generate/generate.js';
import { checkSize } from '../rules/generate/size.js';
import { byCodePoint } from '../system/code-point-order.js';
import type { GenerateOptions, ReadOptions } from './options.js';

/** The API of one document. */
export interface GeneratedApi {
  /** The name in kebab case, which is also the folder in the output. */
  readonly name: string;
  /** The absolute path of the document. */
  readonly spec: string;
  /** The SHA-256 hash of all files of the document, in hexadecimal. */
  readonly hash: string;
  /** The document and the files that it refers to: absolute paths, and URLs of fetched files. */
  readonly sources: readonly string[];
  readonly api: Api;
  /** The operations that the client has, in document order. */
  readonly operations: readonly OperationSummary[];
}

/** A document with its plan. */
export interface Planned {
  readonly api: GeneratedApi;
  readonly plan: ApiPlan;
  readonly document: LoadedDocument;
}

/** The plan of a document, unless errors prevent it, and the findings. */
export interface Planning {
  readonly planned?: Planned;
  readonly diagnostics: readonly Diagnostic[];
}

type PlanOptions = LoadOptions & Pick<GenerateOptions, 'name' | 'side' | 'unknownEnums'>;

/** Loads, models and plans a document. */
export async function planDocument(
  spec: string,
  load: Load,
  options: PlanOptions,
): Promise<Planning> {
  const { document, diagnostics } = await load(spec, options);
  if (document === undefined) return { diagnostics };
  const built = buildApi(document);
  const api = options.side === 'counterpart' ? counterpartOf(built) : built;
  const locate = locateIn(document);
  const excess = checkSize(api, locate);
  if (excess.length > 0) return { diagnostics: [...diagnostics, ...excess] };
  const name = options.name === undefined ? apiNameOf(spec) : apiNameFrom(options.name);
  const plan = planApi(api, name, options);
  const described: GeneratedApi = {
    ...{ name, spec, api, operations: summarizeOperations(plan.operations) },
    hash: hashOf(document.main.path, document.files.values()),
    sources: [resolve(spec), ...document.opened],
  };
  return {
    planned: { api: described, plan, document },
    diagnostics: [...diagnostics, ...settle(checkPlan({ plan, locate }), options)],
  };
}

/** Loads, models and plans each document with one loader. */
export async function planAll(
  specs: readonly string[],
  options: ReadOptions & PlanOptions,
): Promise<{ readonly planned: readonly Planned[]; readonly diagnostics: readonly Diagnostic[] }> {
  const load = options.loader ?? createLoader();
  const plannings: Planning[] = [];
  for (const [done, spec] of specs.entries()) {
    options.onStep?.({ kind: 'read', spec, done, total: specs.length });
    plannings.push(await planDocument(spec, load, options));
  }
  const planned = plannings.flatMap((each) => each.planned ?? []);
  return {
    planned: planned.toSorted((a, b) => byCodePoint(a.api.name, b.api.name)),
    diagnostics: findingsOfAll(
      plannings,
      planned.map(({ api }) => api),
    ),
  };
}

/** Returns the findings of several documents, with those about their names. */
export function findingsOfAll(
  documents: readonly { readonly diagnostics: readonly Diagnostic[] }[],
  apis: readonly NamedDocument[],
): readonly Diagnostic[] {
  const found = documents.flatMap(({ diagnostics }) => diagnostics);
  return sortDiagnostics(distinct([...found, ...apiNameClashes(apis)]));
}

/** Removes repeated findings of files that several documents share, and quotations of other files. */
export function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const shown = diagnostics.map(withoutContent);
  return [...new Map(shown.map((each) => [JSON.stringify(each), each])).values()];
}

/** Returns a function that finds the place of an element in the files of a document. */
export function locateIn({ files, main }: LoadedDocument): Locate {
  return ({ file, pointer }) => (files.get(file) ?? main).place(pointer);
}

type NamedDocument = Pick<GeneratedApi, 'name' | 'spec'>;

function apiNameClashes(apis: readonly NamedDocument[]): readonly Diagnostic[] {
  return apis.flatMap((api, index) => {
    const other = apis.slice(0, index).find((earlier) => earlier.name === api.name);
    if (other === undefined && api.name !== 'runtime') return [];
    const reason =
      other === undefined
        ? 'the folder of the runtime has that name'
        : 'so is that of another document';
    const related = other && [{ message: 'This is the other document.', place: startOf(other) }];
    return [
      diagnostic('API_NAME_CLASH', {
        message: `The API of this document cannot be named "${api.name}": ${reason}.`,
        help: 'Rename the document, or use a separate output folder for it.',
        place: startOf(api),
        ...(related && { related }),
      }),
    ];
  });
}

/** Finds documents without operations to mock, if there is nothing else to mock. */
export function findNothingToMock(planned: readonly Planned[]): readonly Diagnostic[] {
  if (planned.some(({ plan }) => plan.operations.length > 0 && isMqttApi(plan.api))) return [];
  return planned.map(({ api }) =>
    diagnostic('NOTHING_TO_MOCK', {
      message: `The API "${api.name}" has no operation that a mock server can play.`,
      help: 'Add an operation whose channel has an address and an MQTT server; "validate" shows what is missing.',
      place: startOf(api),
    }),
  );
}

function startOf({ spec }: NamedDocument): Place {
  return { file: spec, line: 1, column: 1 };
}
