import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Link, Target } from './closure.js';
import { didYouMean } from './did-you-mean.js';
import type { Json, SourceFile } from './document.js';
import { isObject, member, referenceOf } from './json-guards.js';
import { limits } from './limits.js';
import { childPointer, pointerOf, segmentsOf } from './pointer.js';
import { isInside, readText, realPath } from './read-text.js';
import { parseReference } from './reference.js';
import * as about from './reference-findings.js';
import { parseSource } from './source-file.js';

interface Surroundings {
  readonly main: SourceFile;
  /** Absolute, links resolved. */
  readonly root: string;
  /** Called for each reference that a pointer passes through. */
  readonly reach: (target: Target) => void;
  readonly findings: Diagnostic[];
}

export interface Follower {
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Where a reference at a place leads; reports and returns nothing where it cannot be followed. */
  follow(text: string, at: Target): Promise<Link | undefined>;
}

interface Following extends Surroundings {
  readonly files: Map<string, SourceFile>;
  /** By path; nothing for files that were refused, which is reported once for each reference. */
  readonly broken: Set<string>;
}

export function createFollower(surroundings: Surroundings): Follower {
  const { main } = surroundings;
  const files = new Map([[main.path, main]]);
  const following: Following = { ...surroundings, files, broken: new Set() };
  return {
    files,
    async follow(text, at) {
      const written = await locateFile(text, at, following);
      if (written === undefined) return undefined;
      const actual = await locate(written, { text, at, hops: limits.hops }, following);
      return actual === undefined ? undefined : { written, actual };
    },
  };
}

async function locateFile(
  text: string,
  at: Target,
  following: Following,
): Promise<Target | undefined> {
  const reference = parseReference(text);
  switch (reference.kind) {
    case 'local':
      return { file: at.file, pointer: reference.pointer };
    case 'file': {
      const file = await openFile({ text, path: reference.path, at }, following);
      return file === undefined ? undefined : { file, pointer: reference.pointer };
    }
    case 'remote':
      following.findings.push(about.remote(text, at));
      return undefined;
    case 'malformed':
      following.findings.push(about.malformed({ text, reason: reference.reason }, at));
      return undefined;
  }
}

interface FileReference {
  readonly text: string;
  /** Decoded, relative to the file that holds the reference. */
  readonly path: string;
  readonly at: Target;
}

async function openFile(
  { text, path, at }: FileReference,
  following: Following,
): Promise<SourceFile | undefined> {
  const { root, findings, files } = following;
  const wanted = resolve(dirname(at.file.path), path);
  // Before the disk is asked, so that nothing can be learnt about what lies outside.
  if (!isInside(root, wanted)) return report(about.outsideRoot(text, at), findings);
  const real = await realPath(wanted, text);
  if (real.kind === 'refused') return report(about.refused(real, at), findings);
  if (!isInside(root, real.path)) return report(about.outsideRoot(text, at), findings);
  if (following.broken.has(real.path)) return undefined;
  const known = files.get(real.path);
  if (known !== undefined) return known;
  if (files.size >= limits.files) return report(about.tooManyFiles(at), findings);
  return readFile(real.path, { text, path, at }, following);
}

async function readFile(
  path: string,
  { text, at }: FileReference,
  { files, findings, broken }: Following,
): Promise<SourceFile | undefined> {
  const read = await readText(path, text);
  if (read.kind === 'refused') return report(about.refused(read, at), findings);
  const parsed = parseSource(path, read.text);
  if ('file' in parsed) {
    files.set(path, parsed.file);
    return parsed.file;
  }
  broken.add(path);
  findings.push(...parsed.findings);
  return undefined;
}

function report(finding: Diagnostic, findings: Diagnostic[]): undefined {
  findings.push(finding);
}

interface Search {
  readonly text: string;
  readonly at: Target;
  /** References that may still be passed through. */
  readonly hops: number;
}

/** The value that a target names; where its pointer meets a reference, it goes on behind that. */
async function locate(
  { file, pointer }: Target,
  search: Search,
  following: Following,
): Promise<Target | undefined> {
  const segments = segmentsOf(pointer);
  let value: Json = file.data;
  let here = '';
  for (const [index, segment] of segments.entries()) {
    const reference = referenceOf(value);
    if (reference !== undefined) {
      const rest = pointerOf(segments.slice(index));
      const passed = { reference, at: { file, pointer: here }, rest };
      return locateBehind(passed, search, following);
    }
    const next = member(value, segment);
    if (next === undefined) {
      const suggestion = didYouMean(segment, isObject(value) ? Object.keys(value) : []);
      const missing = { ...search, found: { file, pointer: here }, segment, suggestion };
      return report(about.notFound(missing), following.findings);
    }
    value = next;
    here = childPointer(here, segment);
  }
  return { file, pointer };
}

async function locateBehind(
  passed: { readonly reference: string; readonly at: Target; readonly rest: string },
  search: Search,
  following: Following,
): Promise<Target | undefined> {
  if (search.hops === 0) return report(about.circularReference(search.at), following.findings);
  following.reach(passed.at);
  // What is wrong with the reference in between is reported when it is followed for itself.
  const quiet = { ...following, findings: [] };
  const target = await locateFile(passed.reference, passed.at, quiet);
  if (target === undefined) return undefined;
  const behind = { file: target.file, pointer: target.pointer + passed.rest };
  return locate(behind, { ...search, hops: search.hops - 1 }, following);
}
