import type { Closure } from '../../load/references/closure.js';
import type { Link, Target } from '../../load/references/target.js';
import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import { limits } from '../../load/limits.js';
import { childPointer, valueAt } from '../../json/pointer.js';
import type { Roles } from '../roles/roles.js';
import { measure, type Expansion } from '../../load/references/expansion.js';

/**
 * A document with all its files, as the rules of @asyncapi/parser get it. The rules look neither into
 * schemas nor into extensions, so schemas are empty here and extensions are null.
 */
export interface Bundle {
  /** With references as written, for the rules about references. */
  readonly written: JsonObject;
  /** With the values that references lead to; references to one value share it. */
  readonly resolved: Json;
}

interface Joining {
  readonly closure: Closure;
  readonly roles: Roles;
  readonly files: readonly Target['file'][];
  /** By value as written; a value within itself is empty. */
  readonly resolved: Map<Json, Json>;
}

/** The measures of `Bundle.resolved`. */
export function measureBundle(closure: Closure, roles: Roles): Expansion {
  const facts = { closure, roles };
  return measure(closure.main.data, {
    closure,
    partsOf: (value) =>
      isSchema(value, facts) ? [] : partsOf(value, roles).map(([, part]) => part),
    maxHeight: limits.expandedDepth,
  });
}

/** Joins the main document and the files that it refers to. */
export function bundle(closure: Closure, roles: Roles): Bundle {
  const { main, files } = closure;
  const joining = { closure, roles, files: [...files.values()], resolved: new Map() };
  const written = write(main.data, { file: main, pointer: '' }, joining);
  return { written: isObject(written) ? written : {}, resolved: resolve(main.data, joining) };
}

function write(value: Json, at: Target, joining: Joining): Json {
  if (!isObject(value) && !isList(value)) return value;
  if (isSchema(value, joining)) return {};
  const link = linkOf(value, joining);
  return link === undefined
    ? rebuilt(value, joining, (child, key) => write(child, below(at, key), joining))
    : { $ref: referenceTo(link, at, joining) };
}

/** Takes linear time: each value is copied once and then shared. */
function resolve(value: Json, joining: Joining): Json {
  if (!isObject(value) && !isList(value)) return value;
  const known = joining.resolved.get(value);
  if (known !== undefined) return known;
  joining.resolved.set(value, {});
  const resolved = resolveNew(value, joining);
  joining.resolved.set(value, resolved);
  return resolved;
}

function resolveNew(value: JsonObject | readonly Json[], joining: Joining): Json {
  if (isSchema(value, joining)) return {};
  const end = isObject(value) ? joining.closure.ends.get(value) : undefined;
  return end === undefined
    ? rebuilt(value, joining, (child) => resolve(child, joining))
    : resolve(valueAt(end.file.data, end.pointer) ?? null, joining);
}

/** Copies a value without what the rules do not look at. */
function rebuilt(
  value: JsonObject | readonly Json[],
  { roles }: Joining,
  change: (child: Json, key: string | number) => Json,
): Json {
  if (isList(value)) return value.map(change);
  return Object.fromEntries(
    partsOf(value, roles).map(([key, child]) => [key, change(child, key)] as const),
  );
}

/** The fields of a value, as far as rules look at them. */
function partsOf(
  value: JsonObject | readonly Json[],
  { objects }: Roles,
): readonly (readonly [key: string, value: Json])[] {
  const isExtensible = isObject(value) && objects.has(value);
  return Object.entries(value).map(([key, child]) => {
    if (isExtensible && key.startsWith('x-')) return [key, null] as const;
    // A rule looks for each of them among all servers, which takes quadratic time.
    const isServers = key === 'servers' && isList(child);
    return [key, isServers ? child.slice(0, limits.channelServers) : child] as const;
  });
}

/** A schema, or a reference that leads to one. */
function isSchema(
  value: JsonObject | readonly Json[],
  { closure, roles }: Pick<Joining, 'closure' | 'roles'>,
): boolean {
  const end = isObject(value) ? closure.ends.get(value) : undefined;
  const final = end === undefined ? value : valueAt(end.file.data, end.pointer);
  return isObject(final) && roles.schemas.has(final);
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
