/** What the keywords of a schema share when they look for errors. */
import type { Formats } from "./formats.js";
import { isRecord, joinPath, type SchemaError } from "./schema-error.js";

/** A value, and the JSON pointer to it. */
export interface Place {
  readonly value: unknown;
  readonly path: string;
}

/** A keyword of a schema, applied to a value. */
export interface Use extends Place {
  readonly keyword: string;
  /** The value of the keyword. */
  readonly given: unknown;
  /** The schema with the keyword. */
  readonly parent: Readonly<Record<string, unknown>>;
  readonly finder: Finder;
}

/** Returns the errors of a keyword. */
export type Keyword = (use: Use) => readonly SchemaError[];

/** Keywords by name, in the order in which they are applied. */
export type Keywords = readonly (readonly [string, Keyword])[];

/** Finds the errors of values. */
export interface Finder {
  readonly formats: Formats;
  /** Returns all errors of a value. */
  find(schema: unknown, place: Place): readonly SchemaError[];
  /** Returns the schema with a name. */
  named(name: string): unknown;
  /** Returns the compiled pattern. */
  pattern(pattern: string): RegExp;
  /** Whether an object has a property. */
  has(value: object, name: string): boolean;
  /** Returns the names of the properties of an object. */
  keysOf(value: object): readonly string[];
}

/** Returns the error of a keyword, in an array. */
export function failure(
  { keyword, given, parent: parentSchema, value: data, path }: Use,
  params: Readonly<Record<string, unknown>> = {},
): readonly SchemaError[] {
  const ofSchema = { keyword, schema: given, parentSchema };
  return [{ ...ofSchema, instancePath: path, params, data }];
}

/** Returns the error of a keyword unless the value is valid. */
export function unless(
  isValid: boolean,
  use: Use,
  params?: Readonly<Record<string, unknown>>,
): readonly SchemaError[] {
  return isValid ? [] : failure(use, params);
}

/** Returns the place of a property or an item. */
export function placeOf({ value, path }: Place, key: string | number): Place {
  const isObject = typeof value === "object" && value !== null;
  return {
    value: isObject ? Reflect.get(value, key) : undefined,
    path: joinPath(path, String(key)),
  };
}

/** Whether a value of JSON has a type of JSON Schema. */
export function hasType(value: unknown, type: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isRecord(value);
    case "number":
      return Number.isFinite(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** Returns the items of an array; none for other values. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
