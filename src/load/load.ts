import { resolve } from 'node:path';
import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { isInside } from '../system/real-path.js';
import { readClosure, type Closure } from './references/closure.js';
import { withReferences } from './references/corrected.js';
import type { SourceOptions } from './references/sources.js';
import type { FileAccess } from './file-access.js';
import type { Refusal } from './source/read-text.js';
import type { Parse } from './source/parser.js';
import type { SourceFile } from './source/source-file.js';
import { readVersion } from './version.js';

/** Options for what the references of a document may reach. */
export interface LoadOptions {
  /**
   * The folder that references must not leave. It must be neither the home folder nor the root of a
   * disk. The default is the folder of the document or one above it; see SECURITY.md.
   */
  readonly root?: string;
  /** Origins that files may be fetched from, e.g. `https://example.com`. The default is none. */
  readonly allowRef?: readonly string[];
  /**
   * Whether every error stops. By default, an error with a clear meaning becomes a warning that
   * says what is assumed; docs/diagnostics.md lists these. Nothing is assumed about what a document
   * may reach.
   *
   * @default false
   */
  readonly strict?: boolean;
}

/** A document and the files it refers to. Only its version and its references are checked. */
export interface LoadedFiles {
  readonly closure: Closure;
  /** The AsyncAPI version of the document, e.g. `3.0.0`. */
  readonly version: string;
  /**
   * Reads the files again, with references in place of strings of the main document, by the pointer
   * to the string. What they may reach is the same as for other references.
   */
  withReferences(references: ReadonlyMap<string, string>): Promise<LoadedFiles | Unreadable>;
}

/** The reasons why a document cannot be read. */
export interface Unreadable {
  readonly findings: readonly Diagnostic[];
}

/** How files are read and parsed. */
export interface Reading {
  readonly access: FileAccess;
  readonly parse: Parse;
}

/** Reads a document and the files that it refers to. */
export async function loadFiles(
  file: string,
  options: LoadOptions,
  reading: Reading,
): Promise<LoadedFiles | Unreadable> {
  const opened = await openMain(file, options, reading);
  if ('findings' in opened) return opened;
  const { main, root } = opened;
  const version = readVersion(main);
  if ('finding' in version) return { findings: [version.finding] };
  const origins = allowedOrigins(options.allowRef ?? []);
  const fetchText = reading.access.createFetchText(origins);
  return readFiles({ ...reading, main, root, origins, fetchText }, version.version);
}

async function readFiles(
  source: SourceOptions,
  version: string,
): Promise<LoadedFiles | Unreadable> {
  const { closure, findings } = await readClosure(source);
  if (findings.length > 0) return { findings };
  const { main } = source;
  return {
    closure,
    version,
    withReferences: (references) => {
      const data = withReferences(main.data, references);
      return readFiles({ ...source, main: { ...main, data } }, version);
    },
  };
}

/** Returns the given origins in normal form, without those that are not URLs. */
function allowedOrigins(given: readonly string[]): ReadonlySet<string> {
  return new Set(given.filter((text) => URL.canParse(text)).map((text) => new URL(text).origin));
}

async function openMain(
  file: string,
  options: LoadOptions,
  { access, parse }: Reading,
): Promise<{ readonly main: SourceFile; readonly root: string } | Unreadable> {
  const real = await access.realPath(resolve(file), file);
  if (real.kind === 'refused') return refusal(real);
  const root = await access.findRoot(real.path, options.root);
  if (root.kind === 'refused') return refusal(root);
  if (!isInside(root.path, real.path)) return { findings: [outsideRoot(file)] };
  const read = await access.readText(real.path, file);
  if (read.kind === 'refused') return refusal(read, real.path);
  const parsed = parse(real.path, read.text);
  if ('findings' in parsed) return parsed;
  return { main: parsed.file, root: root.path };
}

function refusal({ code, message, help, at }: Refusal, file?: string): Unreadable {
  const place = file === undefined || at === undefined ? {} : { place: { file, ...at } };
  return { findings: [diagnostic(code, { message, help, ...place })] };
}

function outsideRoot(file: string): Diagnostic {
  return diagnostic('FILE_OUTSIDE_ROOT', {
    message: `The document "${file}" is outside the folder given by --root.`,
    help: 'Set --root to a folder that contains the document.',
  });
}
