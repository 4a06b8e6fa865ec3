import type { Closure } from '../../load/references/closure.js';
import type { Link, Target } from '../../load/references/target.js';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json.js';
import { limits } from '../../load/limits.js';
import { childPointer, valueAt } from '../../json/pointer.js';
import type { Roles } from '../roles/roles.js';
import { measure, type Expansion } from '../../load/references/expansion.js';

/**
 * A document and its files as one value, for the rules of @asyncapi/parser. The rules read neither
 * schemas nor extensions, so schemas are empty objects here and extensions are null.
 */
export interface Bundle {
  /** The document with references, for the rules about references. */
  readonly written: JsonObject;
  /**
   * The document with each reference replaced by its target. References to one target share a value.
   */
  readonly resolved: Json;
}

interface Joining {
  readonly closure: Closure;
  readonly roles: Roles;
  readonly files: readonly Target['file'][];
  /** The result for each written value. A value within itself is an empty object. */
  readonly resolved: Map<Json, Json>;
}

/** Measures `Bundle.resolved` without building it. */
export function measureBundle(closure: Closure, roles: Roles): Expansion {
  const facts = { closure, roles };
  return measure(closure.main.data, {
    closure,
    partsOf: (value) =>
      isSchema(value, facts) ? [] : partsOf(value, roles).map(([, part]) => part),
    maxHeight: limits.expandedDepth,
  });
}

/** Bundles the main document and the files that it refers to. */
export function bundle(closure: Closure, roles: Roles): Bundle {
  const { main, files } = closure;
  const joining = { closure, roles, files: [...files.values()], resolved: new Map() };
  const written = write(main.data, { file: main, pointer: '' }, joining);
  return { written: isObject(written) ? written : {}, resolved: resolve(main.data, joining) };
}

function write(value: Json, at: Target, joining: Joining): Json {
  if (!isObject(value) && !isArray(value)) return value;
  if (isSchema(value, joining)) return {};
  const link = linkOf(value, joining);
  return link === undefined
    ? rebuilt(value, joining, (child, key) => write(child, below(at, key), joining))
    : { $ref: referenceTo(link, at, joining) };
}

/** Replaces references by their targets in linear time: each value is copied once and then shared. */
function resolve(value: Json, joining: Joining): Json {
  if (!isObject(value) && !isArray(value)) return value;
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

/** Copies a value, without the parts that the rules do not read. */
function rebuilt(
  value: JsonObject | readonly Json[],
  { roles }: Joining,
  change: (child: Json, key: string | number) => Json,
): Json {
  if (isArray(value)) return value.map(change);
  return Object.fromEntries(
    partsOf(value, roles).map(([key, child]) => [key, change(child, key)] as const),
  );
}

/** Returns the fields of a value that the rules read. */
function partsOf(
  value: JsonObject | readonly Json[],
  { objects }: Roles,
): readonly (readonly [key: string, value: Json])[] {
  const isExtensible = isObject(value) && objects.has(value);
  return Object.entries(value).map(([key, child]) => {
    if (isExtensible && key.startsWith('x-')) return [key, null] as const;
    // A rule searches all servers for each of these, which takes quadratic time.
    const isServers = key === 'servers' && isArray(child);
    return [key, isServers ? child.slice(0, limits.channelServers) : child] as const;
  });
}

/** Whether a value is a schema or a reference to one. */
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
 * Returns the `$ref` of a reference in the bundle; the rules only compare it. References in operations
 * stay as written, since the rules require that these point into the root channels.
 */
function referenceTo({ written, actual }: Link, at: Target, { closure, files }: Joining): string {
  const isOperation = /^(?:\/components)?\/operations\//.test(at.pointer);
  const asWritten = isOperation && written.file === closure.main;
  const target = asWritten ? written : actual;
  const index = files.indexOf(target.file);
  const prefix = index === 0 ? '' : `/x-files/${index}`;
  return `#${prefix}${target.pointer.split('/').map(encodeSegment).join('/')}`;
}

/** Percent-encodes a segment (RFC 3986). A lone surrogate has no encoding and becomes U+FFFD. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

function below({ file, pointer }: Target, key: string | number): Target {
  return { file, pointer: childPointer(pointer, key) };
}
