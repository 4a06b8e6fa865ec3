import { mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { generate, validate, type Generated, type Inspected } from '../../src/generate.js';
import type { Load } from '../../src/loader.js';
import type { OutputFile } from '../../src/render/output-file.js';
import { checkApi } from '../corpus/check-api.js';
import type { RandomDocument } from './document.arbitrary.js';

/** What came of a document; failures are bugs. */
export interface Verdict {
  readonly outcome: 'generated' | 'refused' | 'failed';
  /** Time on the processor, so that a busy machine does not matter. */
  readonly milliseconds: number;
  /** Codes of the findings, each once. */
  readonly codes: readonly string[];
  readonly files: readonly OutputFile[];
  readonly failures: readonly string[];
}

/** Nobody waits longer for an answer. */
const patience = 10_000;

export interface JudgeOptions {
  readonly loader: Load;
  /** Whether the document is generated twice, to see whether the outputs are equal. */
  readonly twice: boolean;
}

/** Writes a document into a new folder, generates and validates it, and looks at what comes of it. */
export async function judge(
  document: RandomDocument,
  folder: string,
  { loader, twice }: JudgeOptions,
): Promise<Verdict> {
  const main = await writeDocument(document, folder);
  const options = { loader, root: folder };
  const { result: generated, milliseconds } = await timed(() => generate([main], options));
  const { result: validated, ...validation } = await timed(() => validate([main], options));
  const late = Math.max(milliseconds, validation.milliseconds);
  const thrown = [
    ...(late > patience ? [`took ${Math.round(late)} ms`] : []),
    ...(typeof generated === 'string' ? [generated] : []),
    ...(typeof validated === 'string' ? [`validate: ${validated}`] : []),
  ];
  if (typeof generated === 'string' || typeof validated === 'string') {
    return { outcome: 'failed', milliseconds, codes: [], files: [], failures: thrown };
  }
  const again = twice ? await attempt(() => generate([main], options)) : generated;
  const diagnostics = [...generated.diagnostics, ...validated.diagnostics];
  const texts = new Map(
    document.files.map(({ name, bytes }) => [join(folder, name), bytes.toString()]),
  );
  const failures = [
    ...thrown,
    ...disagreements(generated, validated),
    ...(isSame(again, generated) ? [] : ['gives another output the second time']),
    ...diagnostics.flatMap((each) => placeless(each, texts)),
    ...unanswered(document, generated),
  ];
  return {
    outcome: outcomeOf(generated, failures),
    milliseconds,
    codes: [...new Set(diagnostics.map(({ code }) => code))],
    files: generated.files,
    failures: failures.length > 0 ? failures : compared(document, generated),
  };
}

/** The path of the document itself; what was there before goes. */
export async function writeDocument(document: RandomDocument, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  for (const { name, bytes } of document.files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return join(await realpath(folder), document.files[0]?.name ?? '');
}

function outcomeOf({ files }: Generated, failures: readonly string[]): Verdict['outcome'] {
  if (failures.length > 0) return 'failed';
  return files.length > 0 ? 'generated' : 'refused';
}

async function timed<T>(
  run: () => Promise<T>,
): Promise<{ readonly result: T | string; readonly milliseconds: number }> {
  const start = process.cpuUsage();
  const result = await attempt(run);
  const { user, system } = process.cpuUsage(start);
  return { result, milliseconds: (user + system) / 1000 };
}

async function attempt<T>(run: () => Promise<T>): Promise<T | string> {
  try {
    return await run();
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `threw ${text.split('\n').slice(0, 6).join(' ')}`;
  }
}

/** What `validate` finds beyond `generate` is never an error. */
function disagreements(generated: Inspected, validated: Inspected): readonly string[] {
  const texts = [generated, validated].map(({ diagnostics }) =>
    diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message, place }) => `${code} at ${place?.pointer ?? ''}: ${message}`),
  );
  const [errors = [], others = []] = texts;
  return [
    ...errors.filter((each) => !others.includes(each)).map((each) => `only generate: ${each}`),
    ...others.filter((each) => !errors.includes(each)).map((each) => `only validate: ${each}`),
  ];
}

function isSame(again: Generated | string, { files, diagnostics }: Generated): boolean {
  if (typeof again === 'string') return false;
  return isDeepStrictEqual([again.files, again.diagnostics], [files, diagnostics]);
}

/** What is wrong with the place of a finding. */
function placeless(
  { code, message, help, place, related = [] }: Diagnostic,
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  if (place === undefined) return [`${code} has no place: ${message}`];
  if (message.trim() === '' || help.trim() === '') return [`${code} says nothing`];
  return [place, ...related.map((each) => each.place)].flatMap(({ file, line, column }) => {
    const text = texts.get(file)?.split('\n')[line - 1];
    const isInside = text !== undefined && column >= 1 && column <= text.length + 1;
    return isInside ? [] : [`${code} is at ${file}:${line}:${column}, which is no place`];
  });
}

/** A valid document is generated; one that is refused gets an error. */
function unanswered(document: RandomDocument, generated: Generated): readonly string[] {
  const errors = generated.diagnostics.filter(({ severity }) => severity === 'error');
  const isRefused = errors.length > 0;
  if (isRefused === generated.files.length > 0) {
    return [`${errors.length} errors and ${generated.files.length} files`];
  }
  if (document.kind !== 'valid') return [];
  return errors.map(({ code, message, place }) => {
    return `refused, though valid: ${code} at ${place?.pointer ?? ''}: ${message}`;
  });
}

/**
 * Of a valid document no operation and no schema is lost. A property may be: where a value is one of
 * several things, one of which is anything, its type is `unknown`.
 */
function compared(document: RandomDocument, { apis, files }: Generated): readonly string[] {
  if (document.kind !== 'valid') return [];
  const failures = apis.flatMap((api) => checkApi(api, files).failures);
  return failures.filter((failure) => !failure.startsWith('lost property'));
}
