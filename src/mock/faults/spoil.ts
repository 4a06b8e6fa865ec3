import type { Assert, Messages } from '../../../templates/runtime/index.js';
import { ValidationError } from '../../../templates/runtime/validation/validation-error.js';
import { chance } from './chance.js';

/** A message to spoil. */
export interface Spoiling {
  readonly value: unknown;
  /** The messages that it may be; with none, nothing is known of its schema. */
  readonly messages: Messages;
  /** Decides which part is spoilt. */
  readonly key: string;
}

/** How many parts of a message are tried. */
const MAX_PARTS = 200;

/** Returns the message with one value of a wrong type; the message itself if its schema allows any. */
export function withWrongType(spoiling: Spoiling): unknown {
  return spoil(spoiling, 'type', (part) => (typeof part === 'string' ? 12_345 : 'wrong type'));
}

/** Returns the message with one value that its `enum` does not have; the message itself if it has none. */
export function withUnknownEnum(spoiling: Spoiling): unknown {
  return spoil(spoiling, 'enum', () => 'UnknownValue');
}

/** Returns the message with one property more; the message itself if it is no object. */
export function withExtraField({ value }: Spoiling): unknown {
  return isObject(value) && !Array.isArray(value) ? { ...value, unexpected_field: true } : value;
}

type Path = readonly string[];

/** Replaces the first part, from one that the key decides on, that the schema then refuses for this keyword. */
function spoil(
  { value, messages, key }: Spoiling,
  keyword: string,
  replace: (part: unknown) => unknown,
): unknown {
  const paths = pathsIn(value).slice(0, MAX_PARTS);
  const start = Math.floor(chance(key) * paths.length);
  for (const path of [...paths.slice(start), ...paths.slice(0, start)]) {
    const spoilt = replaceAt(value, path, replace);
    if (isRefusedFor(keyword, messages, spoilt)) return spoilt;
  }
  return value;
}

/** Returns the paths to all parts of a value, itself included. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (!isObject(value)) return [path];
  const inner = Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]));
  return [...inner, path];
}

function replaceAt(
  value: unknown,
  [first, ...rest]: Path,
  replace: (part: unknown) => unknown,
): unknown {
  if (first === undefined) return replace(value);
  if (Array.isArray(value)) {
    return value.map((part: unknown, index) =>
      String(index) === first ? replaceAt(part, rest, replace) : part,
    );
  }
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(
    entries.map(([key, part]) => [key, key === first ? replaceAt(part, rest, replace) : part]),
  );
}

function isRefusedFor(keyword: string, messages: Messages, value: unknown): boolean {
  const all = Object.values(messages);
  return (
    all.length > 0 &&
    all.every(
      ({ payload }) => payload !== undefined && refusalsOf(payload, value).includes(keyword),
    )
  );
}

function refusalsOf(assertion: Assert<unknown>, value: unknown): readonly string[] {
  try {
    assertion(value);
    return [];
  } catch (error) {
    return error instanceof ValidationError ? error.issues.map((issue) => issue.keyword) : [];
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
