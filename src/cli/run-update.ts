import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors } from '../diagnostics/errors.js';
import type { Lock, Origin } from '../vendor/lock.js';
import type { VendorReport } from '../vendor/vendored.js';
import type { Manifest } from '../write/manifest.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { FetchedChanges, FetchedFolder } from './fetched-folder.js';
import type { Io } from './io.js';
import { recordedOptions } from './output-options.js';
import { withProgress } from './progress.js';
import { errorsAndAssumptions, refuseDocuments, reportFindings } from './report.js';
import type { UpdateOptions } from './update-options.js';
import { UsageError } from './usage-error.js';

/** Fetches documents, says what they change, writes them, and generates again. */
export async function update(
  folders: readonly string[],
  options: UpdateOptions,
  io: Io,
): Promise<ExitCode> {
  const lock = await openLock(io.cwd);
  const { originsOf } = await import('./update-origins.js');
  const origins = originsOf(folders, options.from ?? [], { lock, cwd: io.cwd });
  const outputs = await openOutputs(options.out ?? [], io);
  const fetched = await fetchAll(origins, options, io);
  const findings = await findingsOf(fetched);
  const showing = { ...io, readText: readerOf(fetched) };
  const { format } = options;
  if (hasErrors(findings)) {
    return refuseDocuments(findings, format === 'json' ? format : findingsFormat(format), showing);
  }
  await reportFindings(errorsAndAssumptions(findings, options), {
    ...{ io: showing, to: io.err },
    format: findingsFormat(format),
  });
  return apply({ fetched, lock: lock ?? new Map(), outputs }, options, io);
}

async function fetchAll(
  origins: ReadonlyMap<string, Origin>,
  options: UpdateOptions,
  io: Io,
): Promise<readonly FetchedFolder[]> {
  const { fetchFolder } = await import('./fetched-folder.js');
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
  readonly lock: Lock;
  /** The manifests of the output folders, by their paths as given. */
  readonly outputs: ReadonlyMap<string, Manifest>;
}

/** Writes fetched documents unless something forbids it, says what they change, and generates again. */
async function apply(run: Run, options: UpdateOptions, io: Io): Promise<ExitCode> {
  const { fetched } = run;
  const { compareVendored, writeVendored } = await import('../vendor/vendored.js');
  const planned = await compareVendored(io.cwd, fetched);
  if (await isRefused(planned, io)) return EXIT.usage;
  const changes = await changesOf(run, options);
  const { changesFrom } = await import('../diff/change.js');
  const { failOnChange, check } = options;
  const failing = changes.documents.flatMap((each) => changesFrom(failOnChange, each.changes));
  const isForbidden = failing.length > 0 || (failOnChange && changes.unknown.length > 0) === true;
  const isWritten = check === undefined && !isForbidden;
  const report = isWritten ? await writeVendored(io.cwd, fetched) : planned;
  if (await isRefused(report, io)) return EXIT.usage;
  const isNew = report.write.length + report.remove.length > 0;
  const found = check === true && isNew ? EXIT.drift : EXIT.ok;
  const code = isForbidden ? EXIT.change : found;
  const { printUpdate } = await import('./update-report.js');
  await printUpdate({ ...changes, fetched, failing, report, isWritten, code }, options, io);
  return isWritten ? generateAll(run, options, io) : code;
}

/** Generates all output folders again; returns the first exit code that is not 0. */
async function generateAll(
  { fetched, lock, outputs }: Run,
  options: UpdateOptions,
  io: Io,
): Promise<ExitCode> {
  const { generateAgain } = await import('./generate-again.js');
  const { isAsLocked } = await import('../vendor/vendored.js');
  const isTold = fetched.some((each) => !isAsLocked(each, lock));
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

/** Returns what fetched documents change. A folder that was fetched as the lock file says changes nothing. */
async function changesOf(
  { fetched, lock, outputs }: Run,
  { allowRef }: UpdateOptions,
): Promise<FetchedChanges> {
  const { compareFolder } = await import('./fetched-folder.js');
  const { isAsLocked } = await import('../vendor/vendored.js');
  const [output] = outputs.values();
  const side = output && recordedOptions(output).side;
  const options = { ...(allowRef && { allowRef }), ...(side && { side }) };
  const all: FetchedChanges[] = [];
  for (const each of fetched) {
    if (!isAsLocked(each, lock)) {
      all.push(await compareFolder(each, lock.get(each.folder), options));
    }
  }
  return {
    documents: all.flatMap(({ documents }) => documents),
    unknown: all.flatMap(({ unknown }) => unknown),
  };
}

async function openLock(folder: string): Promise<Lock | undefined> {
  const { readLock } = await import('../vendor/lock.js');
  const reading = readLock(folder);
  if (reading.kind !== 'broken') return reading.kind === 'found' ? reading.lock : undefined;
  throw new UsageError(reading.diagnostic.message, reading.diagnostic.help);
}

/** Reads the manifests of the output folders, before anything is fetched. */
async function openOutputs(
  folders: readonly string[],
  { cwd }: Io,
): Promise<ReadonlyMap<string, Manifest>> {
  const { openManifest } = await import('./manifest-documents.js');
  return new Map(folders.map((out) => [out, openManifest(resolve(cwd, out), out)]));
}

/** Returns the format of what is not the differences. These alone are on standard output. */
function findingsFormat(format: UpdateOptions['format']): 'pretty' | 'github' {
  return format === 'github' ? format : 'pretty';
}

async function findingsOf(fetched: readonly FetchedFolder[]): Promise<readonly Diagnostic[]> {
  const { atSource } = await import('./fetched-folder.js');
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
  const texts = fetched.flatMap(({ texts: each, fetched: source }) =>
    [...each].map(([path, text]) => [source.shown(resolve(source.folder, path)), text] as const),
  );
  const byName = new Map(texts);
  return (path) => byName.get(path);
}
