import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Target } from './target.js';
import type { SourceFile } from '../source/source-file.js';
import type { FetchText } from '../remote/fetch-text.js';
import { limits } from '../limits.js';
import { isInside } from '../../system/real-path.js';
import { readText, realPath, type Refusal } from '../source/read-text.js';
import { parseReferenced } from './referenced-file.js';
import * as about from './reference-findings.js';
import { isHidden, rootFor } from './root.js';

/** Where the files of a document may come from. */
export interface Surroundings {
  readonly main: SourceFile;
  /** Absolute, links resolved; the document itself, where it may refer to no other file. */
  readonly root: string;
  /** Origins in the form of `URL.origin`. */
  readonly origins: ReadonlySet<string>;
  readonly fetchText: FetchText;
}

/** A reference for which a file is opened; why it cannot be is added to the findings. */
export interface Wanted {
  readonly text: string;
  readonly at: Target;
  readonly findings: Diagnostic[];
}

/** The files of a document, each read once. */
export interface Sources {
  /** By absolute path, or by URL. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** The URL that a file came from in the end, which its references are relative to. */
  baseOf(file: SourceFile): URL | undefined;
  /** By a decoded path that is relative to the file of the reference. */
  openPath(path: string, wanted: Wanted): Promise<SourceFile | undefined>;
  openUrl(url: URL, wanted: Wanted): Promise<SourceFile | undefined>;
}

interface Opening extends Surroundings {
  readonly files: Map<string, SourceFile>;
  readonly bases: Map<SourceFile, URL>;
  /** Not to be used, which is reported once, where the first reference to them stands. */
  readonly broken: Set<string>;
  /** By URL: not tried again, but reported for each reference. */
  readonly refused: Map<string, Refusal>;
}

export function createSources(surroundings: Surroundings): Sources {
  const { main } = surroundings;
  const opening: Opening = {
    ...surroundings,
    files: new Map([[main.path, main]]),
    bases: new Map(),
    broken: new Set(),
    refused: new Map(),
  };
  return {
    files: opening.files,
    baseOf: (file) => opening.bases.get(file),
    openPath: async (path, wanted) => openPath(path, wanted, opening),
    openUrl: async (url, wanted) => openUrl(url, wanted, opening),
  };
}

async function openPath(
  path: string,
  wanted: Wanted,
  opening: Opening,
): Promise<SourceFile | undefined> {
  const { text, at, findings } = wanted;
  const absolute = resolve(dirname(at.file.path), path);
  // Before the disk is asked, so that nothing can be learnt about what is out of reach.
  const far = beyondReach(absolute, wanted, opening);
  if (far !== undefined) return report(far, findings);
  const real = await realPath(absolute, text);
  if (real.kind === 'refused') return report(about.refused(real, at), findings);
  const linked = beyondReach(real.path, wanted, opening);
  if (linked !== undefined) return report(linked, findings);
  const open = async (): Promise<Opened> => {
    const read = await readText(real.path, text);
    return read.kind === 'refused' ? read : keep(real.path, read.text, { wanted, opening });
  };
  return openOnce(real.path, wanted, { opening, open });
}

/** Why a document may not reach a path. */
function beyondReach(
  path: string,
  { text, at }: Wanted,
  { root, main }: Opening,
): Diagnostic | undefined {
  if (!isInside(root, path)) return about.outsideRoot(text, rootFor(main.path, path), at);
  return isHidden(main.path, path) ? about.hidden(text, at) : undefined;
}

async function openUrl(
  url: URL,
  wanted: Wanted,
  opening: Opening,
): Promise<SourceFile | undefined> {
  const { text, at, findings } = wanted;
  if (!opening.origins.has(url.origin)) {
    return report(about.notAllowed(text, url.origin, at), findings);
  }
  const open = async (): Promise<Opened> => {
    const fetched = opening.refused.get(url.href) ?? (await opening.fetchText(url));
    if (fetched.kind === 'refused') {
      opening.refused.set(url.href, fetched);
      return fetched;
    }
    const file = keep(url.href, fetched.text, { wanted, opening });
    if (file !== undefined) opening.bases.set(file, fetched.url);
    return file;
  };
  return openOnce(url.href, wanted, { opening, open });
}

async function openOnce(
  key: string,
  { at, findings }: Wanted,
  { opening, open }: { readonly opening: Opening; readonly open: () => Promise<Opened> },
): Promise<SourceFile | undefined> {
  if (opening.broken.has(key)) return undefined;
  const known = opening.files.get(key);
  if (known !== undefined) return known;
  if (opening.files.size >= limits.files) return report(about.tooManyFiles(at), findings);
  const opened = await open();
  return opened !== undefined && 'kind' in opened
    ? report(about.refused(opened, at), findings)
    : opened;
}

type Opened = SourceFile | Refusal | undefined;

/** Parses a text and keeps it as a file; what is wrong with it is reported once. */
function keep(
  path: string,
  text: string,
  { wanted, opening }: { readonly wanted: Wanted; readonly opening: Opening },
): SourceFile | undefined {
  const parsed = parseReferenced(path, text, wanted);
  if ('file' in parsed) {
    opening.files.set(path, parsed.file);
    return parsed.file;
  }
  opening.broken.add(path);
  return parsed.finding && report(parsed.finding, wanted.findings);
}

function report(finding: Diagnostic, findings: Diagnostic[]): undefined {
  findings.push(finding);
}
