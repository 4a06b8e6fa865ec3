import { resolve } from 'node:path';
import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { sortDiagnostics } from '../diagnostics/sort.js';
import { withoutContent } from '../diagnostics/withheld.js';
import { checkData } from './check-data.js';
import { readClosure, type Closure } from './closure.js';
import type { JsonObject, LoadedDocument, Location, SourceFile } from './document.js';
import { createFetchText } from './fetch-text.js';
import { createRuleCheck, type CheckRules } from './parser/check.js';
import { isInside } from '../system/real-path.js';
import { readText, realPath, type Refusal } from './read-text.js';
import { findRoot } from './root.js';
import { parseSource } from './source-file.js';
import { checkStructure } from './structure/check.js';
import { survey } from './survey.js';
import type { Target } from './target.js';
import { readVersion } from './version.js';

export interface LoadOptions {
  /**
   * The folder that references may not leave; neither the home folder nor a whole disk. By default
   * that of the document, or a project's folder above it: see SECURITY.md.
   */
  readonly root?: string;
  /** Origins that files may be fetched from, e.g. `https://example.com`; by default none. */
  readonly allowRef?: readonly string[];
}

/** `document` is there exactly if no finding is an error; findings are sorted by position. */
export interface Loaded {
  readonly document?: LoadedDocument;
  readonly diagnostics: readonly Diagnostic[];
}

export type Load = (file: string, options?: LoadOptions) => Promise<Loaded>;

/** A `load` that keeps its parser: the way to load several documents. */
export function createLoader(): Load {
  const checkRules = createRuleCheck();
  return async (file, options = {}) => {
    const { document, diagnostics } = await run({ file, options, checkRules });
    const sorted = sortDiagnostics(diagnostics.map(withoutContent));
    const failed = sorted.some((each) => each.severity === 'error');
    return failed || document === undefined
      ? { diagnostics: sorted }
      : { document, diagnostics: sorted };
  };
}

/** Reads a document with all its files and checks it; mistakes are findings. */
export async function load(file: string, options: LoadOptions = {}): Promise<Loaded> {
  return createLoader()(file, options);
}

interface Run {
  readonly file: string;
  readonly options: LoadOptions;
  readonly checkRules: CheckRules;
}

async function run({ file, options, checkRules }: Run): Promise<Loaded> {
  const opened = await openMain(file, options);
  if ('findings' in opened) return { diagnostics: opened.findings };
  const { main, root } = opened;
  const version = readVersion(main);
  if ('finding' in version) return { diagnostics: [version.finding] };
  const origins = allowedOrigins(options.allowRef ?? []);
  const fetchText = createFetchText(origins);
  const { closure, findings } = await readClosure({ main, root, origins, fetchText });
  if (findings.length > 0) return { diagnostics: findings };
  return parseClosure(closure, version.version, checkRules);
}

/** What is not an origin allows nothing. */
function allowedOrigins(given: readonly string[]): ReadonlySet<string> {
  return new Set(given.filter((text) => URL.canParse(text)).map((text) => new URL(text).origin));
}

async function openMain(
  file: string,
  options: LoadOptions,
): Promise<
  { readonly main: SourceFile; readonly root: string } | { readonly findings: Diagnostic[] }
> {
  const real = await realPath(resolve(file), file);
  if (real.kind === 'refused') return refusal(real);
  const root = await findRoot(real.path, options.root);
  if (root.kind === 'refused') return refusal(root);
  if (!isInside(root.path, real.path)) return { findings: [outsideRoot(file)] };
  const read = await readText(real.path, file);
  if (read.kind === 'refused') return refusal(read, real.path);
  const parsed = parseSource(real.path, read.text);
  if ('findings' in parsed) return { findings: [...parsed.findings] };
  return { main: parsed.file, root: root.path };
}

function refusal(
  { code, message, help, at }: Refusal,
  file?: string,
): { readonly findings: Diagnostic[] } {
  const place = file === undefined || at === undefined ? {} : { place: { file, ...at } };
  return { findings: [diagnostic(code, { message, help, ...place })] };
}

function outsideRoot(file: string): Diagnostic {
  return diagnostic('FILE_OUTSIDE_ROOT', {
    message: `"${file}" lies outside the folder given by --root.`,
    help: 'Name a folder with --root that holds the document, too.',
  });
}

async function parseClosure(
  closure: Closure,
  version: string,
  checkRules: CheckRules,
): Promise<Loaded> {
  const facts = survey(closure);
  const unusable = checkData(closure, facts);
  if (unusable.length > 0) return { diagnostics: unusable };
  const structure = await checkStructure(closure, version);
  const rules = await checkRules(closure, facts);
  // Rules may well fail on a structure that is wrong.
  const isTold = ({ code }: Diagnostic): boolean =>
    structure.length === 0 || code !== 'PARSER_REFUSED';
  const diagnostics = [...structure, ...rules.filter(isTold)];
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics };
  const { main, files } = closure;
  const linkOf = (reference: JsonObject) => locationOf(closure.links.get(reference)?.actual);
  const endOf = (reference: JsonObject) => locationOf(closure.ends.get(reference));
  return { document: { main, files, version, linkOf, endOf }, diagnostics };
}

function locationOf(target: Target | undefined): Location | undefined {
  return target === undefined ? undefined : { file: target.file.path, pointer: target.pointer };
}
