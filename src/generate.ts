import { createHash } from 'node:crypto';
import { isAbsolute, relative } from 'node:path';
import { diagnostic } from './diagnostics/catalogue.js';
import type { Diagnostic, Place } from './diagnostics/diagnostic.js';
import { sortDiagnostics } from './diagnostics/sort.js';
import { settle } from './diagnostics/tolerance.js';
import { withoutContent } from './diagnostics/withheld.js';
import type { LoadedDocument } from './load/document.js';
import { createLoader, type Load, type LoadOptions } from './loader.js';
import type { Api } from './model/api.js';
import type { Locate } from './model/origin.js';
import { buildApi } from './model/model.js';
import { apiNameOf } from './plan/names/api-name.js';
import { checkPlan } from './rules/generate/generate.js';
import { partsWith, type Part } from './plan/parts.js';
import { checkSize } from './rules/generate/size.js';
import { summarizeOperations, type OperationSummary } from './plan/operations/operation-summary.js';
import { planApi, planFiles, planShared, type ApiPlan, type Runtime } from './plan/plan.js';
import { byCodePoint } from './system/code-point-order.js';
import type { OutputFile } from './render/output-file.js';

export type { Part, Runtime };

/** Options for reading documents. */
export interface ReadOptions extends LoadOptions {
  /**
   * A loader from `createLoader`. Pass the same one to several calls: preparing its parser takes
   * longer than reading a document.
   *
   * @default a new loader
   */
  readonly loader?: Load;
}

/** Options for generating code. */
export interface GenerateOptions extends ReadOptions {
  /** The parts to generate; parts that they need are added. */
  readonly only?: readonly Part[];
  /**
   * Whether the runtime is copied into the output (`copy`, the default) or imported from this
   * package.
   */
  readonly runtime?: Runtime;
}

/** The API of one document. */
export interface GeneratedApi {
  /** The name in kebab case, which is also the folder in the output. */
  readonly name: string;
  /** The absolute path of the document. */
  readonly spec: string;
  /** The SHA-256 hash of all files of the document, in hexadecimal. */
  readonly hash: string;
  readonly api: Api;
  /** The operations that the client has, in document order. */
  readonly operations: readonly OperationSummary[];
}

/** The APIs of several documents, and the findings about these documents. */
export interface Inspected {
  readonly apis: readonly GeneratedApi[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The result of generating: nothing is written to disk. */
export interface Generated extends Inspected {
  /** The files to write; empty if a finding is an error. */
  readonly files: readonly OutputFile[];
}

/** Generates the bindings of documents and returns the content of every file. Writes nothing. */
export async function generate(
  specs: readonly string[],
  options: GenerateOptions = {},
): Promise<Generated> {
  const { planned, diagnostics } = await planAll(specs, options);
  const apis = planned.map(({ api }) => api);
  if (hasErrors(diagnostics)) return { apis, diagnostics, files: [] };
  const plans = planned.map(({ plan }) => plan);
  const output = { parts: partsWith(options.only), runtime: options.runtime ?? 'copy' };
  const files = [...plans.flatMap((plan) => planFiles(plan, output)), ...planShared(plans, output)];
  // Modelina takes long to load, so only code generation loads it.
  const [{ render }, { templateFolder }] = await Promise.all([
    import('./render/render.js'),
    import('./render/template-folder.js'),
  ]);
  return { apis, diagnostics, files: await render(files, templateFolder()) };
}

/** Reads documents and returns their content and the findings. `specs` are absolute paths. */
export async function inspect(
  specs: readonly string[],
  options: ReadOptions = {},
): Promise<Inspected> {
  const { planned, diagnostics } = await planAll(specs, options);
  return { apis: planned.map(({ api }) => api), diagnostics };
}

/**
 * Like `inspect`, but always strict, and with all findings, including those that only `validate`
 * reports.
 */
export async function validate(
  specs: readonly string[],
  options: ReadOptions = {},
): Promise<Inspected> {
  const { planned, diagnostics } = await planAll(specs, { ...options, strict: true });
  const { checkDocument } = await import('./rules/validate/validate.js');
  const found = planned.flatMap(({ plan, document }) =>
    checkDocument({ plan, locate: locateIn(document) }, document),
  );
  const apis = planned.map(({ api }) => api);
  return { apis, diagnostics: sortDiagnostics(distinct([...diagnostics, ...found])) };
}

interface Planned {
  readonly api: GeneratedApi;
  readonly plan: ApiPlan;
  readonly document: LoadedDocument;
}

/** Loads, models and plans each document with one loader. */
export async function planAll(
  specs: readonly string[],
  options: ReadOptions,
): Promise<{ readonly planned: readonly Planned[]; readonly diagnostics: readonly Diagnostic[] }> {
  const load = options.loader ?? createLoader();
  const planned: Planned[] = [];
  const found: (readonly Diagnostic[])[] = [];
  for (const spec of specs) {
    const { document, diagnostics } = await load(spec, options);
    found.push(diagnostics);
    if (document === undefined) continue;
    const api = buildApi(document);
    const excess = checkSize(api, locateIn(document));
    found.push(excess);
    if (excess.length > 0) continue;
    const name = apiNameOf(spec);
    const plan = planApi(api, name);
    const operations = summarizeOperations(plan.operations);
    planned.push({
      api: { name, spec, hash: hashOf(document), api, operations },
      plan,
      document,
    });
    found.push(settle(checkPlan({ plan, locate: locateIn(document) }), options));
  }
  found.push(apiNameClashes(planned));
  return {
    planned: planned.toSorted((a, b) => byCodePoint(a.api.name, b.api.name)),
    diagnostics: sortDiagnostics(distinct(found.flat())),
  };
}

/** Removes repeated findings of files that several documents share, and quotations of other files. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const shown = diagnostics.map(withoutContent);
  return [...new Map(shown.map((each) => [JSON.stringify(each), each])).values()];
}

function locateIn({ files, main }: LoadedDocument): Locate {
  return ({ file, pointer }) => (files.get(file) ?? main).place(pointer);
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function apiNameClashes(planned: readonly Planned[]): readonly Diagnostic[] {
  return planned.flatMap(({ api }, index) => {
    const other = planned.slice(0, index).find((earlier) => earlier.api.name === api.name);
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
        place: startOf({ api }),
        ...(related && { related }),
      }),
    ];
  });
}

/** Finds documents without operations to mock, if there is nothing else to mock. */
export function findNothingToMock(planned: readonly Planned[]): readonly Diagnostic[] {
  if (planned.some(({ plan }) => plan.operations.length > 0)) return [];
  return planned.map(({ api }) =>
    diagnostic('NOTHING_TO_MOCK', {
      message: `The API "${api.name}" has no operation that a mock server can play.`,
      help: 'Add an operation whose channel has an address and an MQTT server; "validate" shows what is missing.',
      place: startOf({ api }),
    }),
  );
}

function startOf({ api }: Pick<Planned, 'api'>): Place {
  return { file: api.spec, line: 1, column: 1 };
}

/**
 * Returns the SHA-256 of a document with its files. Relative paths and LF make it the same
 * everywhere.
 */
function hashOf(document: LoadedDocument): string {
  const hash = createHash('sha256');
  const files = [...document.files.values()]
    .map(({ path, text }) => {
      // Fetched files have a URL instead of a path.
      const name = isAbsolute(path) ? relative(document.main.path, path) : path;
      return [name.replaceAll('\\', '/'), text] as const;
    })
    .toSorted(([a], [b]) => byCodePoint(a, b));
  for (const [path, text] of files) {
    hash.update(JSON.stringify([path, text.replaceAll('\r\n', '\n')]));
  }
  return hash.digest('hex');
}
