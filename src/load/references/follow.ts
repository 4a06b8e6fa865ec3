import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Link, Target } from './target.js';
import { type Json, member, referenceOf } from '../../json/json.js';
import { limits } from '../limits.js';
import { childPointer, pointerOf, segmentsOf } from '../../json/pointer.js';
import { parseReference } from './reference.js';
import { adviceFor } from './reference-advice.js';
import * as about from './reference-findings.js';
import type { Sources } from './sources.js';

interface FollowerOptions {
  readonly sources: Sources;
  /** Called for each reference object that a JSON pointer passes through. */
  readonly reach: (target: Target) => void;
  readonly findings: Diagnostic[];
}

/** Follows references, and opens the files they lead to. */
export interface Follower {
  /** Follows the reference at a location. If that fails, reports it and returns `undefined`. */
  follow(text: string, at: Target): Promise<Link | undefined>;
}

/** Creates a follower that adds its findings to `options.findings`. */
export function createFollower(options: FollowerOptions): Follower {
  return {
    async follow(text, at) {
      const written = await locateFile(text, at, options);
      if (written === undefined) return undefined;
      const actual = await locate(written, { text, at, hops: limits.hops }, options);
      return actual === undefined ? undefined : { at, written, actual };
    },
  };
}

async function locateFile(
  text: string,
  at: Target,
  { sources, findings }: FollowerOptions,
): Promise<Target | undefined> {
  const reference = parseReference(text, sources.baseOf(at.file));
  switch (reference.kind) {
    case 'local':
      return { file: at.file, pointer: reference.pointer };
    case 'file':
    case 'url': {
      const request = { text, at, findings };
      const file =
        reference.kind === 'file'
          ? await sources.openPath(reference.path, request)
          : await sources.openUrl(reference.url, request);
      return file === undefined ? undefined : { file, pointer: reference.pointer };
    }
    case 'foreign':
      return report(about.foreign(text, at), findings);
    case 'malformed':
      return report(about.malformed({ text, reason: reference.reason }, at), findings);
  }
}

function report(finding: Diagnostic, findings: Diagnostic[]): undefined {
  findings.push(finding);
}

/** Limits the search for similar keys, which takes time proportional to the number of keys. */
const maxSuggestions = 20;

interface Search {
  readonly text: string;
  readonly at: Target;
  /** The number of further references that the pointer may pass through. */
  readonly hops: number;
}

/** Finds the value that a pointer leads to. Follows each reference that the pointer passes through. */
async function locate(
  { file, pointer }: Target,
  search: Search,
  options: FollowerOptions,
): Promise<Target | undefined> {
  const segments = segmentsOf(pointer);
  let value: Json = file.data;
  let here = '';
  for (const [index, segment] of segments.entries()) {
    const reference = referenceOf(value);
    if (reference !== undefined) {
      const rest = pointerOf(segments.slice(index));
      const intermediate = { reference, at: { file, pointer: here }, rest };
      return locateBehind(intermediate, search, options);
    }
    const next = member(value, segment);
    if (next === undefined) {
      const found = { file, pointer: here };
      const help =
        options.findings.length < maxSuggestions
          ? adviceFor({ at: search.at, target: { file, pointer }, found })
          : undefined;
      const missing = { ...search, found, segment, help };
      return report(about.notFound(missing), options.findings);
    }
    value = next;
    here = childPointer(here, segment);
  }
  return { file, pointer };
}

async function locateBehind(
  intermediate: { readonly reference: string; readonly at: Target; readonly rest: string },
  search: Search,
  options: FollowerOptions,
): Promise<Target | undefined> {
  if (search.hops === 0) return report(about.circularReference(search.at), options.findings);
  options.reach(intermediate.at);
  // The intermediate reference is followed on its own, too: that reports what is wrong with it.
  const quiet = { ...options, findings: [] };
  const target = await locateFile(intermediate.reference, intermediate.at, quiet);
  if (target === undefined) return undefined;
  const behind = { file: target.file, pointer: target.pointer + intermediate.rest };
  return locate(behind, { ...search, hops: search.hops - 1 }, options);
}
