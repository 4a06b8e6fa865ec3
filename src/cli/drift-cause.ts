import type { Place } from '../diagnostics/diagnostic.js';
import type { CodeOrigins } from '../generate/code-origins.js';

/** Adjacent lines of a diff that differ. */
interface Change {
  /** The numbers of the first line that differs, in the file on disk and in the generated one. */
  readonly onDisk: number;
  readonly generated: number;
  readonly removed: readonly string[];
  readonly isAddition: boolean;
}

/** Returns the number of the first line of the file on disk that differs. */
export function firstDifference(diff: string | undefined): number {
  return diff === undefined ? 1 : (changesOf(diff)[0]?.onDisk ?? 1);
}

/**
 * Returns the place in the document that the first change of a generated file comes from, as far as
 * the names around the change show it.
 */
export function causeOf(
  { path, diff, text }: { readonly path: string; readonly diff: string; readonly text: string },
  origins: CodeOrigins,
): Place | undefined {
  const lines = text.split('\n');
  const find = /\/(?:types|validators)\.ts$/.test(path) ? typeAt : operationAt;
  for (const change of changesOf(diff)) {
    // What a declaration that is gone came from is gone, too.
    const isGone = !change.isAddition && change.removed.some((line) => DECLARATION.test(line));
    const place = isGone ? undefined : find(lines, declaredLine(lines, change), origins);
    if (place !== undefined) return place;
  }
  return undefined;
}

const DECLARATION = /^export | {2}\w+(?:: |\()/;

function changesOf(diff: string): readonly Change[] {
  return diff
    .split(/^(?=@@ )/m)
    .slice(1)
    .flatMap(changesOfHunk);
}

function changesOfHunk(hunk: string): readonly Change[] {
  const [, first, second] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(hunk) ?? [];
  let [onDisk, generated] = [Number(first), Number(second)];
  const changes: Change[] = [];
  for (const [run] of hunk.matchAll(/^(?: .*\n?|(?:[-+].*\n?)+)/gm)) {
    const lines = run.trimEnd().split('\n');
    const removed = lines.filter((line) => line.startsWith('-')).map((line) => line.slice(1));
    const added = lines.filter((line) => line.startsWith('+')).length;
    const isContext = run.startsWith(' ');
    if (!isContext) changes.push({ onDisk, generated, removed, isAddition: added > 0 });
    onDisk += isContext ? 1 : removed.length;
    generated += isContext ? 1 : added;
  }
  return changes;
}

/** Returns the index of the line that a change is about: of a comment, the line below it. */
function declaredLine(lines: readonly string[], { generated, isAddition }: Change): number {
  let index = generated - (isAddition ? 1 : 2);
  while (/^ *(?:\/\*\*|\*)/.test(lines[index] ?? '')) index += 1;
  return index;
}

/** Finds the property, or else the type, that a line of types or validators belongs to. */
function typeAt(
  lines: readonly string[],
  start: number,
  { types }: CodeOrigins,
): Place | undefined {
  let property = '';
  for (let index = start; index >= 0; index -= 1) {
    const line = lines[index] ?? '';
    if (line.startsWith('export ')) {
      const type = types.get(declaredType(lines, index));
      return type?.properties.get(property) ?? type?.place;
    }
    const key = keyOf(line);
    const schema = types.get(key);
    if (schema !== undefined && !isInInterface(lines, index)) return schema.place;
    if (property === '') property = key;
  }
  return undefined;
}

/** Returns the key of a property, or of a schema in the validators. */
function keyOf(line: string): string {
  return /^ {2}"?([^\s"?:]+)"?\??: /.exec(line)?.[1] ?? '';
}

function isInInterface(lines: readonly string[], index: number): boolean {
  const owner = lines.slice(0, index).findLast((line) => /^\S.*[{(]$/.test(line)) ?? '';
  return owner.startsWith('export ');
}

/** Returns the type that an exported declaration is about. The array of an enum precedes its type. */
function declaredType(lines: readonly string[], index: number): string {
  const line = lines[index] ?? '';
  const guard = /^export (?:const|function) (?:is|assert)([A-Z_$][\w$]*)/.exec(line)?.[1];
  if (guard !== undefined) return guard;
  const rest = line.startsWith('export const ') ? lines.slice(index) : [line];
  const type = /^export (?:interface|type) ([\w$]+)/;
  return rest.map((each) => type.exec(each)?.[1]).find((name) => name !== undefined) ?? '';
}

/** Finds the operation whose descriptor, method or type a line of client or mock server belongs to. */
function operationAt(
  lines: readonly string[],
  start: number,
  { operations }: CodeOrigins,
): Place | undefined {
  const name =
    /^(?:export (?:interface|type) ([\w$]+)| {2}(?:async )?\*?([\w$]+)(?:<|\()| {2,4}([\w$]+): )/;
  for (let index = start; index >= 0; index -= 1) {
    const [, type, method, key] = name.exec(lines[index] ?? '') ?? [];
    const place = operations.get(type ?? method ?? key ?? '');
    if (place !== undefined) return place;
    if (/^\S/.test(lines[index] ?? '') && index < start) return undefined;
  }
  return undefined;
}
