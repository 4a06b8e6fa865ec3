import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Target } from './target.js';
import type { SourceFile } from '../source/source-file.js';
import type { FetchText } from '../remote/fetch-text.js';
import { limits } from '../limits.js';
import { isInside } from '../../system/real-path.js';
import type { Parse } from '../source/parser.js';
import type { FileReading, Refusal } from '../source/read-text.js';
import { parseReferenced } from './referenced-file.js';
import * as about from './reference-findings.js';
import { isHidden, rootFor } from './root.js';

/** The main document, and where its other files may come from. */
export interface SourceOptions {
  readonly main: SourceFile;
  /** The absolute path of a folder without symbolic links, or of the document; see `findRoot`. */
  readonly root: string;
  /** Allowed origins, in the form of `URL.origin`. */
  readonly origins: ReadonlySet<string>;
  readonly access: FileReading;
  readonly fetchText: FetchText;
  readonly parse: Parse;
}

/** A reference to a file to open. If that fails, the reason is added to `findings`. */
export interface OpenRequest {
  readonly text: string;
  readonly at: Target;
  readonly findings: Diagnostic[];
}

/** Opens the files of a document, each once. */
export interface Sources {
  /** The open files, by absolute path or URL. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** The paths and URLs that these files were opened by; a path may contain symbolic links. */
  readonly opened: ReadonlySet<string>;
  /** Returns the URL of a fetched file after redirects, which its references are relative to. */
  baseOf(file: SourceFile): URL | undefined;
  /** Opens a local file. The path is decoded, and relative to the file of the reference. */
  openPath(path: string, request: OpenRequest): Promise<SourceFile | undefined>;
  /** Fetches a file, if its origin is allowed. */
  openUrl(url: URL, request: OpenRequest): Promise<SourceFile | undefined>;
}

interface State extends SourceOptions {
  readonly files: Map<string, SourceFile>;
  readonly opened: Set<string>;
  readonly bases: Map<SourceFile, URL>;
  /** Files that cannot be parsed: reported once, at the first reference. */
  readonly invalid: Set<string>;
  /** Failed URLs: not fetched again, but reported at each reference. */
  readonly refused: Map<string, Refusal>;
}

/** Creates the functions that open the files which a document refers to, each file once. */
export function createSources(options: SourceOptions): Sources {
  const { main } = options;
  const state: State = {
    ...options,
    files: new Map([[main.path, main]]),
    opened: new Set(),
    bases: new Map(),
    invalid: new Set(),
    refused: new Map(),
  };
  return {
    files: state.files,
    opened: state.opened,
    baseOf: (file) => state.bases.get(file),
    openPath: async (path, request) => openPath(path, request, state),
    openUrl: async (url, request) => openUrl(url, request, state),
  };
}

async function openPath(
  path: string,
  request: OpenRequest,
  state: State,
): Promise<SourceFile | undefined> {
  const { text, at, findings } = request;
  const absolute = resolve(dirname(at.file.path), path);
  // This check precedes any access to the disk, so a document cannot probe for files outside its root.
  const outside = checkReach(absolute, request, state);
  if (outside !== undefined) return report(outside, findings);
  const real = await state.access.realPath(absolute, text);
  if (real.kind === 'refused') return report(about.refused(real, at), findings);
  const linkedOutside = checkReach(real.path, request, state);
  if (linkedOutside !== undefined) return report(linkedOutside, findings);
  state.opened.add(absolute);
  const open = async (): Promise<Opened> => {
    const read = await state.access.readText(real.path, text);
    return read.kind === 'refused' ? read : addFile(real.path, read.text, { request, state });
  };
  return openOnce(real.path, request, { state, open });
}

/** Reports a path that a document must not reach. */
function checkReach(
  path: string,
  { text, at }: OpenRequest,
  { root, main }: State,
): Diagnostic | undefined {
  if (!isInside(root, path)) return about.outsideRoot(text, rootFor(main.path, path), at);
  return isHidden(main.path, path) ? about.hidden(text, at) : undefined;
}

async function openUrl(
  url: URL,
  request: OpenRequest,
  state: State,
): Promise<SourceFile | undefined> {
  const { text, at, findings } = request;
  if (!state.origins.has(url.origin)) {
    return report(about.notAllowed(text, url.origin, at), findings);
  }
  state.opened.add(url.href);
  const open = async (): Promise<Opened> => {
    const fetched = state.refused.get(url.href) ?? (await state.fetchText(url));
    if (fetched.kind === 'refused') {
      state.refused.set(url.href, fetched);
      return fetched;
    }
    const file = addFile(url.href, fetched.text, { request, state });
    if (file !== undefined) state.bases.set(file, fetched.url);
    return file;
  };
  return openOnce(url.href, request, { state, open });
}

async function openOnce(
  key: string,
  { at, findings }: OpenRequest,
  { state, open }: { readonly state: State; readonly open: () => Promise<Opened> },
): Promise<SourceFile | undefined> {
  if (state.invalid.has(key)) return undefined;
  const known = state.files.get(key);
  if (known !== undefined) return known;
  if (state.files.size >= limits.files) return report(about.tooManyFiles(at), findings);
  const opened = await open();
  return opened !== undefined && 'kind' in opened
    ? report(about.refused(opened, at), findings)
    : opened;
}

type Opened = SourceFile | Refusal | undefined;

/** Parses a text and adds it to the files. A syntax error is reported once. */
function addFile(
  path: string,
  text: string,
  { request, state }: { readonly request: OpenRequest; readonly state: State },
): SourceFile | undefined {
  const parsed = parseReferenced(path, text, { ...request, parse: state.parse });
  if ('file' in parsed) {
    state.files.set(path, parsed.file);
    return parsed.file;
  }
  state.invalid.add(path);
  return parsed.finding && report(parsed.finding, request.findings);
}

function report(finding: Diagnostic, findings: Diagnostic[]): undefined {
  findings.push(finding);
}
