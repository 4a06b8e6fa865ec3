import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors } from '../diagnostics/errors.js';
import { changesFrom } from '../diff/change.js';
import { readLock, type Lock, type Origin } from '../vendor/lock.js';
import {
  compareVendored,
  isAsLocked,
  writeVendored,
  type VendorReport,
} from '../vendor/vendored.js';
import type { Manifest } from '../write/manifest.js';
import { EXIT, type ExitCode } from './exit-code.js';
import {
  atSource,
  compareFolder,
  fetchFolder,
  type FetchedChanges,
  type FetchedFolder,
} from './fetched-folder.js';
import { generateAgain } from './generate-again.js';
import type { Io } from './io.js';
import { openManifest } from './manifest-documents.js';
import { recordedOptions } from './output-options.js';
import { withProgress } from './progress.js';
import { errorsAndAssumptions, refuseDocuments, reportFindings } from './report.js';
import type { UpdateOptions } from './update-options.js';
import { originsOf } from './update-origins.js';
import { printUpdate } from './update-report.js';
import { UsageError } from './usage-error.js';

/** Fetches documents, says what they change, writes them, and generates again. */
export async function update(
  folders: readonly string[],
  options: UpdateOptions,
  io: Io,
): Promise<ExitCode> {
  const lock = openLock(io.cwd);
  const origins = originsOf(folders, options.from ?? [], { lock, cwd: io.cwd });
  const outputs = openOutputs(options.out ?? [], io);
  const fetched = await fetchAll(origins, options, io);
  const findings = findingsOf(fetched);
  const showing = { ...io, readText: readerOf(fetched) };
  const { format } = options;
  if (hasErrors(findings)) {
    return refuseDocuments(findings, format === 'json' ? format : findingsFormat(format), showing);
  }
  await reportFindings(errorsAndAssumptions(findings, options), {
    ...{ io: showing, to: io.err },
    format: findingsFormat(format),
  });
  const known: Lock = lock ?? new Map();
  const changed = fetched.filter((each) => !isAsLocked(each, known));
  return apply({ fetched, changed, lock: known, outputs }, options, io);
}

async function fetchAll(
  origins: ReadonlyMap<string, Origin>,
  options: UpdateOptions,
  io: Io,
): Promise<readonly FetchedFolder[]> {
  const { allowRef, strict } = options;
  const reading = { ...(allowRef && { allowRef }), ...(strict && { strict }) };
  return withProgress(io, options, async (onStep) => {
    const all: FetchedFolder[] = [];
    for (const [folder, origin] of origins) {
      all.push(await fetchFolder(folder, origin, { ...reading, onStep, project: io.cwd }));
    }
    return all;
  });
}

/** What a run has fetched, and what is there. */
interface Run {
  readonly fetched: readonly FetchedFolder[];
  /** Those that were not fetched as the lock file says. */
  readonly changed: readonly FetchedFolder[];
  readonly lock: Lock;
  /** The manifests of the output folders, by their paths as given. */
  readonly outputs: ReadonlyMap<string, Manifest>;
}

/** Writes fetched documents unless something forbids it, says what they change, and generates again. */
async function apply(run: Run, options: UpdateOptions, io: Io): Promise<ExitCode> {
  const { fetched } = run;
  const planned = await compareVendored(io.cwd, fetched);
  if (await isRefused(planned, io)) return EXIT.usage;
  const changes = await changesOf(run, options);
  const { failOnChange, check } = options;
  const failing = changes.documents.flatMap((each) => changesFrom(failOnChange, each.changes));
  const isForbidden = failing.length > 0 || (failOnChange && changes.unknown.length > 0) === true;
  const isWritten = check === undefined && !isForbidden;
  const report = isWritten ? await writeVendored(io.cwd, fetched) : planned;
  if (await isRefused(report, io)) return EXIT.usage;
  const isNew = report.write.length + report.remove.length > 0;
  const found = check === true && isNew ? EXIT.drift : EXIT.ok;
  const code = isForbidden ? EXIT.change : found;
  await printUpdate({ ...changes, fetched, failing, report, isWritten, code }, options, io);
  return isWritten ? generateAll(run, options, io) : code;
}

/** Generates all output folders again; returns the first exit code that is not 0. */
async function generateAll(
  { fetched, changed, outputs }: Run,
  options: UpdateOptions,
  io: Io,
): Promise<ExitCode> {
  const isTold = changed.length > 0;
  const codes: ExitCode[] = [];
  for (const [out, manifest] of outputs) {
    const generating = { ...options, out, isTold, format: findingsFormat(options.format) };
    codes.push(await generateAgain({ fetched, manifest }, generating, io));
  }
  return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

async function isRefused({ diagnostics }: VendorReport, io: Io): Promise<boolean> {
  await reportFindings(diagnostics, { io, to: io.err, format: 'pretty' });
  return hasErrors(diagnostics);
}

/** Returns what fetched documents change. */
async function changesOf(
  { changed, lock, outputs }: Run,
  { allowRef }: UpdateOptions,
): Promise<FetchedChanges> {
  const [output] = outputs.values();
  const side = output && recordedOptions(output).side;
  const options = { ...(allowRef && { allowRef }), ...(side && { side }) };
  const all: FetchedChanges[] = [];
  for (const each of changed) all.push(await compareFolder(each, lock.get(each.folder), options));
  return {
    documents: all.flatMap(({ documents }) => documents),
    unknown: all.flatMap(({ unknown }) => unknown),
  };
}

function openLock(folder: string): Lock | undefined {
  const reading = readLock(folder);
  if (reading.kind !== 'broken') return reading.kind === 'found' ? reading.lock : undefined;
  throw new UsageError(reading.diagnostic.message, reading.diagnostic.help);
}

/** Reads the manifests of the output folders, before anything is fetched. */
function openOutputs(folders: readonly string[], { cwd }: Io): ReadonlyMap<string, Manifest> {
  return new Map(folders.map((out) => [out, openManifest(resolve(cwd, out), out)]));
}

/** Returns the format of what is not the differences. These alone are on standard output. */
function findingsFormat(format: UpdateOptions['format']): 'pretty' | 'github' {
  return format === 'github' ? format : 'pretty';
}

function findingsOf(fetched: readonly FetchedFolder[]): readonly Diagnostic[] {
  return fetched.flatMap((each) =>
    each.diagnostics.map((finding) => ({
      ...finding,
      ...(finding.code === 'REF_OUTSIDE_ROOT' && { help: helpToWiden(each) }),
      ...(finding.place && { place: atSource(each, finding.place) }),
      ...(finding.related && {
        related: finding.related.map(({ message, place }) => ({
          message,
          place: atSource(each, place),
        })),
      }),
    })),
  );
}

/** Returns the help for a reference that leads out of the source. */
function helpToWiden({ folder, source }: FetchedFolder): string {
  return `Only what is below ${source} is copied. Name a folder that contains all of it, and the document: update ${folder} --from <folder> --from <document>`;
}

/** Returns a function that reads a file as it was fetched, by the path or the URL that is shown of it. */
function readerOf(fetched: readonly FetchedFolder[]): NonNullable<Io['readText']> {
  const texts = fetched.flatMap(({ texts: each, opened }) =>
    [...each].map(([path, text]) => [opened.shown(resolve(opened.folder, path)), text] as const),
  );
  const byName = new Map(texts);
  return (path) => byName.get(path);
}
