import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from 'prettier';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { Generated, GenerateOptions } from '../../src/generate.js';
import type { OutputFile } from '../../src/render/output-file.js';
import { generate } from '../support/generating.js';
import { checkApi } from './check-api.js';
import type { Workspace } from './find-documents.js';
import { reportOf, sum, type Report } from './report.js';
import { matrix, typeCheck, type Cell } from './type-check.js';

export interface CheckOptions extends GenerateOptions {
  readonly cells?: readonly Cell[];
}

/** Generates the documents of a workspace together and checks all that can be checked of it. */
export async function checkWorkspace(
  workspace: Workspace,
  options: CheckOptions = {},
): Promise<Report> {
  const { generated, refusals, crashes } = await generateAccepted(workspace, options);
  const { apis, files } = generated;
  const counts = { documents: workspace.documents.length, refused: refusals.length };
  const anonymous = files
    .filter(({ text }) => /Anonymous_?Schema/i.test(text))
    .map(({ path }) => `anonymous name in ${path}`);
  const report = sum([
    reportOf(counts, [...crashes, ...anonymous, ...(await unformatted(files))]),
    ...apis.map((api) => checkApi(api, files)),
    await checkTypes(files, options.cells ?? matrix),
  ]);
  const named = (text: string): string => `${workspace.name}: ${text}`;
  return { ...report, refusals: refusals.map(named), failures: report.failures.map(named) };
}

interface Accepted {
  readonly generated: Generated;
  readonly refusals: readonly string[];
  readonly crashes: readonly string[];
}

const nothing: Generated = { apis: [], diagnostics: [], files: [] };

/** Generates all at once, and where that fails leaves out what fails alone. */
async function generateAccepted(
  { documents }: Workspace,
  options: GenerateOptions,
): Promise<Accepted> {
  const all = await attempt(documents, options);
  if (typeof all !== 'string' && !hasErrors(all)) {
    return { generated: all, refusals: [], crashes: [] };
  }
  const accepted: string[] = [];
  const refusals: string[] = [];
  const crashes: string[] = [];
  for (const document of documents) {
    const alone = await attempt([document], options);
    if (typeof alone === 'string') crashes.push(`crash at ${document}: ${alone}`);
    else if (hasErrors(alone)) refusals.push(`${document}: ${reasonOf(alone.diagnostics)}`);
    else accepted.push(document);
  }
  const generated = accepted.length === 0 ? nothing : await attempt(accepted, options);
  return typeof generated === 'string'
    ? { generated: nothing, refusals, crashes: [...crashes, generated] }
    : { generated, refusals, crashes };
}

/** What `generate` gives, or what it throws, which is a bug of ours. */
async function attempt(
  documents: readonly string[],
  options: GenerateOptions,
): Promise<Generated | string> {
  try {
    return await generate(documents, options);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return text.split('\n').slice(0, 3).join(' ');
  }
}

function hasErrors({ diagnostics }: Generated): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function reasonOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const line = first?.place === undefined ? '' : ` at line ${first.place.line}`;
  return `${first?.code ?? ''}${line}: ${first?.message ?? ''}${others}`;
}

/** Files that a user's Prettier, with its defaults, would change. */
async function unformatted(files: readonly OutputFile[]): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { path, text } of files) {
    const isClean = await check(text, { parser: 'typescript' });
    if (!isClean) failures.push(`Prettier would change ${path}`);
  }
  return failures;
}

async function checkTypes(files: readonly OutputFile[], cells: readonly Cell[]): Promise<Report> {
  if (files.length === 0) return reportOf({});
  const folder = await mkdtemp(join(tmpdir(), 'corpus-'));
  try {
    await writeProject(folder, files);
    const { errors, checked } = typeCheck(
      files.map(({ path }) => join(folder, path)),
      folder,
      cells,
    );
    return reportOf({ filesChecked: checked }, errors);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeProject(folder: string, files: readonly OutputFile[]): Promise<void> {
  const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
  await symlink(modules, join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
