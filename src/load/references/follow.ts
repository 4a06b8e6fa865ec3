import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Link, Target } from './target.js';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { isObject, type Json, member, referenceOf } from '../../json/json.js';
import { limits } from '../limits.js';
import { childPointer, pointerOf, segmentsOf } from '../../json/pointer.js';
import { parseReference } from './reference.js';
import * as about from './reference-findings.js';
import type { Sources } from './sources.js';

interface Surroundings {
  readonly sources: Sources;
  /** Called for each reference that a pointer passes through. */
  readonly reach: (target: Target) => void;
  readonly findings: Diagnostic[];
}

export interface Follower {
  /** Where a reference at a place leads; reports and returns nothing where it cannot be followed. */
  follow(text: string, at: Target): Promise<Link | undefined>;
}

export function createFollower(surroundings: Surroundings): Follower {
  return {
    async follow(text, at) {
      const written = await locateFile(text, at, surroundings);
      if (written === undefined) return undefined;
      const actual = await locate(written, { text, at, hops: limits.hops }, surroundings);
      return actual === undefined ? undefined : { at, written, actual };
    },
  };
}

async function locateFile(
  text: string,
  at: Target,
  { sources, findings }: Surroundings,
): Promise<Target | undefined> {
  const reference = parseReference(text, sources.baseOf(at.file));
  switch (reference.kind) {
    case 'local':
      return { file: at.file, pointer: reference.pointer };
    case 'file':
    case 'url': {
      const wanted = { text, at, findings };
      const file =
        reference.kind === 'file'
          ? await sources.openPath(reference.path, wanted)
          : await sources.openUrl(reference.url, wanted);
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

/** Looking for what was meant takes time that is proportional to the width of a mapping. */
const mostSuggestions = 20;

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
  surroundings: Surroundings,
): Promise<Target | undefined> {
  const segments = segmentsOf(pointer);
  let value: Json = file.data;
  let here = '';
  for (const [index, segment] of segments.entries()) {
    const reference = referenceOf(value);
    if (reference !== undefined) {
      const rest = pointerOf(segments.slice(index));
      const passed = { reference, at: { file, pointer: here }, rest };
      return locateBehind(passed, search, surroundings);
    }
    const next = member(value, segment);
    if (next === undefined) {
      const suggestion =
        isObject(value) && surroundings.findings.length < mostSuggestions
          ? didYouMean(segment, Object.keys(value))
          : undefined;
      const missing = { ...search, found: { file, pointer: here }, segment, suggestion };
      return report(about.notFound(missing), surroundings.findings);
    }
    value = next;
    here = childPointer(here, segment);
  }
  return { file, pointer };
}

async function locateBehind(
  passed: { readonly reference: string; readonly at: Target; readonly rest: string },
  search: Search,
  surroundings: Surroundings,
): Promise<Target | undefined> {
  if (search.hops === 0) return report(about.circularReference(search.at), surroundings.findings);
  surroundings.reach(passed.at);
  // What is wrong with the reference in between is reported when it is followed for itself.
  const quiet = { ...surroundings, findings: [] };
  const target = await locateFile(passed.reference, passed.at, quiet);
  if (target === undefined) return undefined;
  const behind = { file: target.file, pointer: target.pointer + passed.rest };
  return locate(behind, { ...search, hops: search.hops - 1 }, surroundings);
}
