import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors } from '../diagnostics/errors.js';
import type { Change } from '../diff/change.js';
import type { Lock } from '../vendor/lock.js';
import type { VendorReport } from '../vendor/vendored.js';
import type { Manifest } from '../write/manifest.js';
import { helpFooter, type AddCommand } from './command.js';
import { DIFF_FORMATS, failOnChangeOption, type DiffOptions } from './diff-options.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { FetchedChanges, FetchedFolder } from './fetched-folder.js';
import type { Io } from './io.js';
import { recordedOptions } from './output-options.js';
import { withProgress } from './progress.js';
import { errorsAndAssumptions, refuseDocuments, reportFindings } from './report.js';
import { addSpecOptions } from './spec-options.js';
import { UsageError } from './usage-error.js';

interface Options extends Omit<DiffOptions, 'side'> {
  readonly from?: readonly string[];
  readonly out?: string;
  readonly check?: true;
}

/** Adds the command `update`, which fetches new versions of documents. */
export const addUpdate: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('update')
    .description(
      'Fetch new versions of documents, say what they change, copy them into the project, and generate again.',
    )
    .argument('[folder...]', 'folders of documents (default: all in asyncapi-bindgen.lock.json)')
    .option(
      '--from <source>',
      'where the documents of a folder come from: a URL, a path, or a folder; repeatable',
      (source: string, known?: readonly string[]) => [...(known ?? []), source],
    )
    .option('-o, --out <dir>', 'output folder to generate again, with the options in its manifest')
    .option('--check', 'write nothing; exit code 4 if a source has something new')
    .addOption(failOnChangeOption());
  addSpecOptions(command, 'print only errors, and changes that give exit code 5', DIFF_FORMATS)
    .addHelpText('after', helpFooter('update -o src/generated', [0, 1, 2, 3, 4, 5]))
    .action(async (folders: string[], options: Options) => {
      finish(await update(folders, options, io));
    });
};

async function update(folders: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const lock = await openLock(io.cwd);
  const { originsOf } = await import('./update-origins.js');
  const origins = originsOf(folders, options.from ?? [], { lock, cwd: io.cwd });
  const output = options.out === undefined ? undefined : await openOutput(options.out, io);
  const { fetchFolder } = await import('./fetched-folder.js');
  const { allowRef, strict } = options;
  const reading = { ...(allowRef && { allowRef }), ...(strict && { strict }) };
  const fetched = await withProgress(io, options, async (onStep) => {
    const all: FetchedFolder[] = [];
    for (const [folder, origin] of origins) {
      all.push(await fetchFolder(folder, origin, { ...reading, onStep, project: io.cwd }));
    }
    return all;
  });
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
  return apply({ fetched, lock, output }, options, io);
}

/** What a run has fetched, and what is there. */
interface Run {
  readonly fetched: readonly FetchedFolder[];
  readonly lock: Lock;
  readonly output: Manifest | undefined;
}

/** Says what fetched documents change, and writes them unless something forbids it. */
async function apply(run: Run, options: Options, io: Io): Promise<ExitCode> {
  const { fetched, lock } = run;
  const { compareVendored, writeVendored } = await import('../vendor/vendored.js');
  const planned = await compareVendored(io.cwd, lock, fetched);
  if (await isRefused(planned, io)) return EXIT.usage;
  const changes = await changesOf(run, planned, options);
  const failing = await printChanges(changes, options, io);
  const { failOnChange, check } = options;
  const forbidden = failOnChange === undefined ? 0 : failing.length + changes.unknown.length;
  const isWritten = check === undefined && forbidden === 0;
  const report = isWritten ? await writeVendored(io.cwd, lock, fetched) : planned;
  if (await isRefused(report, io)) return EXIT.usage;
  const { printFolders } = await import('./update-report.js');
  printFolders(fetched, { report, isWritten, unknown: changes.unknown }, { options, io });
  if (forbidden > 0) return EXIT.change;
  if (!isWritten) return report.write.length + report.remove.length > 0 ? EXIT.drift : EXIT.ok;
  const { output: manifest } = run;
  const { out, format } = options;
  if (out === undefined || manifest === undefined) return EXIT.ok;
  const { generateAgain } = await import('./generate-again.js');
  const generating = { ...options, out, format: findingsFormat(format) };
  return generateAgain({ fetched, manifest }, generating, io);
}

async function isRefused({ diagnostics }: VendorReport, io: Io): Promise<boolean> {
  await reportFindings(diagnostics, { io, to: io.err, format: 'pretty' });
  return hasErrors(diagnostics);
}

/** Returns what fetched documents change. Documents of which no file changes say what they said. */
async function changesOf(
  { fetched, lock, output }: Run,
  { write, remove }: VendorReport,
  { allowRef }: Options,
): Promise<FetchedChanges> {
  const { compareFolder } = await import('./fetched-folder.js');
  const touched = [...write.map(({ path }) => path), ...remove];
  const side = output && recordedOptions(output).side;
  const all: FetchedChanges[] = [];
  for (const each of fetched) {
    if (touched.some((path) => path.startsWith(`${each.folder}/`))) {
      const options = { ...(allowRef && { allowRef }), ...(side && { side }) };
      all.push(await compareFolder(each, lock.get(each.folder), options));
    }
  }
  return {
    documents: all.flatMap(({ documents }) => documents),
    unknown: all.flatMap(({ unknown }) => unknown),
  };
}

async function printChanges(
  { documents }: FetchedChanges,
  options: Options,
  io: Io,
): Promise<readonly Change[]> {
  const { changesFrom } = await import('../diff/change.js');
  const { printDifferences } = await import('./diff-report.js');
  const failing = documents.flatMap(({ changes }) => changesFrom(options.failOnChange, changes));
  await printDifferences(documents, { options, io, failing });
  return failing;
}

async function openLock(folder: string): Promise<Lock> {
  const { readLock } = await import('../vendor/lock.js');
  const reading = readLock(folder);
  if (reading.kind !== 'broken') return reading.kind === 'found' ? reading.lock : new Map();
  throw new UsageError(reading.diagnostic.message, reading.diagnostic.help);
}

/** Reads the manifest of the output folder, before anything is fetched. */
async function openOutput(out: string, { cwd }: Io): Promise<Manifest> {
  const { openManifest } = await import('./manifest-documents.js');
  return openManifest(resolve(cwd, out), out);
}

/** Returns the format of what is not the differences. These alone are on standard output. */
function findingsFormat(format: Options['format']): 'pretty' | 'github' {
  return format === 'github' ? format : 'pretty';
}

async function findingsOf(fetched: readonly FetchedFolder[]): Promise<readonly Diagnostic[]> {
  const { atSource } = await import('./fetched-folder.js');
  return fetched.flatMap((each) =>
    each.diagnostics.map((finding) => ({
      ...finding,
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

/** Returns a function that reads a file as it was fetched, by the path or the URL that is shown of it. */
function readerOf(fetched: readonly FetchedFolder[]): NonNullable<Io['readText']> {
  const texts = fetched.flatMap(({ texts: each, fetched: source }) =>
    [...each].map(([path, text]) => [source.shown(resolve(source.folder, path)), text] as const),
  );
  const byName = new Map(texts);
  return (path) => byName.get(path);
}
