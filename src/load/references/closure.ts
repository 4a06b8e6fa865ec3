import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { isArray, isObject, type JsonObject, referenceOf } from '../../json/json.js';
import type { SourceFile } from '../source/source-file.js';
import { createFollower } from './follow.js';
import type { Link, Target } from './target.js';
import { childPointer, valueAt } from '../../json/pointer.js';
import { limits } from '../limits.js';
import { createSources, type SourceOptions } from './sources.js';
import { circularReference, notString, tooManyReferences } from './reference-findings.js';

/** A document and everything that it refers to, directly or indirectly. */
export interface Closure {
  readonly main: SourceFile;
  /** All files, by absolute path or URL; `main` is the first. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** The paths and URLs that references open; a path may contain symbolic links. */
  readonly opened: ReadonlySet<string>;
  /** The link of each reference object. */
  readonly links: ReadonlyMap<JsonObject, Link>;
  /** The end of the chain that starts with a reference object; absent if the chain is a cycle. */
  readonly ends: ReadonlyMap<JsonObject, Target>;
}

/**
 * Follows all references of the main document. Parts of other files that nothing refers to are
 * ignored.
 */
export async function readClosure(
  options: SourceOptions,
): Promise<{ readonly closure: Closure; readonly findings: readonly Diagnostic[] }> {
  const { main } = options;
  const sources = createSources(options);
  const { files, opened } = sources;
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
        return { closure: { main, files, opened, links, ends: new Map() }, findings };
      }
      const link = await follower.follow(reference.text, reference.at);
      if (link === undefined) continue;
      links.set(reference.object, link);
      reach(link.actual);
    }
  }
  const ends = endsOf(links);
  for (const cycle of findCycles({ links, ends })) findings.push(cycle);
  return { closure: { main, files, opened, links, ends }, findings };
}

/** A reference object, its `$ref` string and its location. */
export interface FoundReference {
  readonly object: JsonObject;
  readonly text: string;
  readonly at: Target;
}

/** Returns the reference objects within a value, except for those within objects in `seen`. */
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
    else if (isObject(value) && Object.hasOwn(value, '$ref')) findings.push(notString(at));
    else if (isObject(value) || isArray(value)) {
      for (const [key, child] of Object.entries(value).reverse()) {
        stack.push({ value: child, pointer: childPointer(here.pointer, key) });
      }
    }
  }
  return found;
}

/** Reports references that lead only to each other, so that no value is at the end. */
function findCycles({ links, ends }: Pick<Closure, 'links' | 'ends'>): readonly Diagnostic[] {
  return [...links].flatMap(([reference, link]) =>
    ends.has(reference) ? [] : [circularReference(link.written)],
  );
}

/** Finds the end of each chain of references. Follows each reference once. */
function endsOf(links: ReadonlyMap<JsonObject, Link>): ReadonlyMap<JsonObject, Target> {
  const ends = new Map<JsonObject, Target>();
  const visited = new Set<JsonObject>();
  for (const start of links.keys()) {
    const chain: JsonObject[] = [];
    let here: JsonObject | undefined = start;
    let end: Target | undefined;
    while (here !== undefined && !visited.has(here)) {
      visited.add(here);
      chain.push(here);
      end = links.get(here)?.actual;
      here = end && referenceAt(end, links);
    }
    // A reference that was visited before has an end by now, unless it is part of a cycle.
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

/** Returns the end of a chain of references, or `undefined` if the chain is a cycle. */
export function finalTarget(
  target: Target,
  { links, ends }: Pick<Closure, 'links' | 'ends'>,
): Target | undefined {
  const reference = referenceAt(target, links);
  return reference === undefined ? target : ends.get(reference);
}
