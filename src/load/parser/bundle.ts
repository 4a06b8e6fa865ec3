import type { Closure, Link, Target } from '../closure.js';
import type { Json, JsonObject } from '../document.js';
import { isList, isObject } from '../json-guards.js';
import { limits } from '../limits.js';
import { childPointer, valueAt } from '../pointer.js';
import type { Survey } from '../survey.js';
import { measured, nothing, type Expansion } from './expansion.js';

/**
 * A document with all its files, as the rules of @asyncapi/parser get it. The rules look neither into
 * schemas nor into extensions, so schemas are empty here and extensions are null.
 */
export interface Bundle {
  /** With references as written, for the rules about references. */
  readonly written: JsonObject;
  /** With the values that references lead to; references to one value share it. */
  readonly resolved: Expansion;
}

interface Joining {
  readonly closure: Closure;
  readonly survey: Survey;
  readonly files: readonly Target['file'][];
  /** By value as written; a value within itself is empty. */
  readonly expansions: Map<Json, Expansion>;
}

/** Joins the main document and the files that it refers to. */
export function bundle(closure: Closure, survey: Survey): Bundle {
  const { main, files } = closure;
  const joining = { closure, survey, files: [...files.values()], expansions: new Map() };
  const top = { file: main, pointer: '' };
  const written = write(main.data, top, joining);
  return {
    written: isObject(written) ? written : {},
    resolved: expand({ value: main.data, at: top, depth: 0 }, joining),
  };
}

function write(value: Json, at: Target, joining: Joining): Json {
  if (!isObject(value) && !isList(value)) return value;
  if (isSchema(value, joining)) return {};
  const link = linkOf(value, joining);
  return link === undefined
    ? rebuilt(value, joining, (child, key) => write(child, below(at, key), joining))
    : { $ref: referenceTo(link, at, joining) };
}

interface Visit {
  readonly value: Json;
  readonly at: Target;
  readonly depth: number;
}

/** Takes linear time: each value is expanded once and then shared. */
function expand({ value, at, depth }: Visit, joining: Joining): Expansion {
  if (!isObject(value) && !isList(value)) return { value, size: 1, height: 1 };
  if (depth > limits.expandedDepth) return { ...nothing, height: Infinity };
  const known = joining.expansions.get(value);
  if (known !== undefined) return known;
  joining.expansions.set(value, nothing);
  const expansion = expandNew({ value, at, depth }, joining);
  joining.expansions.set(value, expansion);
  return expansion;
}

function expandNew(
  { value, at, depth }: Visit & { readonly value: JsonObject | readonly Json[] },
  joining: Joining,
): Expansion {
  if (isSchema(value, joining)) return nothing;
  const end = isObject(value) ? joining.closure.ends.get(value) : undefined;
  if (end !== undefined) {
    const target = { value: valueAt(end.file.data, end.pointer) ?? null, at: end };
    const expansion = expand({ ...target, depth: depth + 1 }, joining);
    return { ...expansion, largest: { at, size: expansion.size } };
  }
  const parts: Expansion[] = [];
  const copy = rebuilt(value, joining, (child, key) => {
    const part = expand({ value: child, at: below(at, key), depth: depth + 1 }, joining);
    parts.push(part);
    return part.value;
  });
  return { value: copy, ...measured(parts) };
}

/** Copies a value without what the rules do not look at. */
function rebuilt(
  value: JsonObject | readonly Json[],
  { survey }: Joining,
  change: (child: Json, key: string | number) => Json,
): Json {
  if (isList(value)) return value.map(change);
  const isExtensible = survey.objects.has(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      const isExtension = isExtensible && key.startsWith('x-');
      // A rule looks for each of them among all servers, which takes quadratic time.
      const held =
        key === 'servers' && isList(child) ? child.slice(0, limits.channelServers) : child;
      return [key, isExtension ? null : change(held, key)];
    }),
  );
}

/** A schema, or a reference that leads to one. */
function isSchema(value: JsonObject | readonly Json[], { closure, survey }: Joining): boolean {
  const end = isObject(value) ? closure.ends.get(value) : undefined;
  const final = end === undefined ? value : valueAt(end.file.data, end.pointer);
  return isObject(final) && survey.ids.has(final);
}

function linkOf(value: JsonObject | readonly Json[], { closure }: Joining): Link | undefined {
  return isObject(value) ? closure.links.get(value) : undefined;
}

/**
 * The text of a reference, which the rules only compare. References of operations stay as written:
 * the rules demand pointers into the root channels there.
 */
function referenceTo({ written, actual }: Link, at: Target, { closure, files }: Joining): string {
  const isOperation = /^(?:\/components)?\/operations\//.test(at.pointer);
  const asWritten = isOperation && written.file === closure.main;
  const target = asWritten ? written : actual;
  const index = files.indexOf(target.file);
  const prefix = index === 0 ? '' : `/x-files/${index}`;
  return `#${prefix}${target.pointer.split('/').map(encodeSegment).join('/')}`;
}

/** RFC 3986; a surrogate without its other half has no encoding. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

function below({ file, pointer }: Target, key: string | number): Target {
  return { file, pointer: childPointer(pointer, key) };
}
