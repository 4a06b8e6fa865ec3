import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { isList, isObject, type JsonObject, referenceOf } from '../../json/json.js';
import type { SourceFile } from '../source/source-file.js';
import { createFollower } from './follow.js';
import type { Link, Target } from './target.js';
import { childPointer, valueAt } from '../../json/pointer.js';
import { limits } from '../limits.js';
import { createSources, type Surroundings } from './sources.js';
import { circularReference, notText, tooManyReferences } from './reference-findings.js';

/** A document with everything that it refers to, directly or not. */
export interface Closure {
  readonly main: SourceFile;
  /** By absolute path, or by URL; `main` is the first. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** By reference object. */
  readonly links: ReadonlyMap<JsonObject, Link>;
  /** By reference object: the value behind all references that follow; none where they circle. */
  readonly ends: ReadonlyMap<JsonObject, Target>;
}

/** Reads all files that the values of `main` need; other parts of those files are not looked at. */
export async function readClosure(
  surroundings: Surroundings,
): Promise<{ readonly closure: Closure; readonly findings: readonly Diagnostic[] }> {
  const { main } = surroundings;
  const sources = createSources(surroundings);
  const findings: Diagnostic[] = [];
  const links = new Map<JsonObject, Link>();
  const reached = new Map<string, Set<string>>();
  const queue: Target[] = [];
  const reach = (target: Target): void => {
    const pointers = reached.get(target.file.path) ?? new Set();
    if (!pointers.has(target.pointer)) queue.push(target);
    reached.set(target.file.path, pointers.add(target.pointer));
  };
  const follower = createFollower({ sources, reach, findings });
  const seen = new Set<JsonObject>();
  reach({ file: main, pointer: '' });
  for (let target = queue.pop(); target !== undefined; target = queue.pop()) {
    for (const reference of referencesIn(target, seen, findings)) {
      if (links.size >= limits.references) {
        findings.push(tooManyReferences(reference.at));
        return { closure: { main, files: sources.files, links, ends: new Map() }, findings };
      }
      const link = await follower.follow(reference.text, reference.at);
      if (link === undefined) continue;
      links.set(reference.object, link);
      reach(link.actual);
    }
  }
  const ends = endsOf(links);
  for (const circle of circles({ links, ends })) findings.push(circle);
  return { closure: { main, files: sources.files, links, ends }, findings };
}

/** A reference object, its text, and where it stands. */
export interface FoundReference {
  readonly object: JsonObject;
  readonly text: string;
  readonly at: Target;
}

/** The references within a value; those in values already seen are left out. */
export function referencesIn(
  { file, pointer }: Target,
  seen: Set<JsonObject>,
  findings: Diagnostic[],
): readonly FoundReference[] {
  const found: FoundReference[] = [];
  const stack = [{ value: valueAt(file.data, pointer), pointer }];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    const { value } = here;
    const at = { file, pointer: here.pointer };
    if (isObject(value)) {
      if (seen.has(value)) continue;
      seen.add(value);
    }
    const text = referenceOf(value);
    if (isObject(value) && text !== undefined) found.push({ object: value, text, at });
    else if (isObject(value) && Object.hasOwn(value, '$ref')) findings.push(notText(at));
    else if (isObject(value) || isList(value)) {
      for (const [key, child] of Object.entries(value).reverse()) {
        stack.push({ value: child, pointer: childPointer(here.pointer, key) });
      }
    }
  }
  return found;
}

/** References that lead only to each other, so that there is no value at the end. */
function circles({ links, ends }: Pick<Closure, 'links' | 'ends'>): readonly Diagnostic[] {
  return [...links].flatMap(([reference, link]) =>
    ends.has(reference) ? [] : [circularReference(link.written)],
  );
}

/** Follows each reference once, however many lead to it. */
function endsOf(links: ReadonlyMap<JsonObject, Link>): ReadonlyMap<JsonObject, Target> {
  const ends = new Map<JsonObject, Target>();
  const met = new Set<JsonObject>();
  for (const start of links.keys()) {
    const chain: JsonObject[] = [];
    let here: JsonObject | undefined = start;
    let end: Target | undefined;
    while (here !== undefined && !met.has(here)) {
      met.add(here);
      chain.push(here);
      end = links.get(here)?.actual;
      here = end && referenceAt(end, links);
    }
    // What was met before has its end by now, unless it is in a circle.
    if (here !== undefined) end = ends.get(here);
    if (end === undefined) continue;
    for (const reference of chain) ends.set(reference, end);
  }
  return ends;
}

function referenceAt(
  { file, pointer }: Target,
  links: ReadonlyMap<JsonObject, Link>,
): JsonObject | undefined {
  const value = valueAt(file.data, pointer);
  return isObject(value) && links.has(value) ? value : undefined;
}

/** The value at the end of a chain of references; undefined where the chain is a circle. */
export function finalTarget(
  target: Target,
  { links, ends }: Pick<Closure, 'links' | 'ends'>,
): Target | undefined {
  const reference = referenceAt(target, links);
  return reference === undefined ? target : ends.get(reference);
}
