/** What is wrong with a value, as ajv states it. */

/** An error of a keyword. Those of ajv have this shape. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer (RFC 6901) to the invalid part. */
  readonly instancePath: string;
  /** What the keyword says about the value, e.g. `{ limit: 3 }`. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The value of the keyword in the schema. */
  readonly schema?: unknown;
  /** The schema with the keyword. */
  readonly parentSchema?: unknown;
  /** The invalid part. */
  readonly data?: unknown;
  /** The name of the property, if the schema is one of `propertyNames`. */
  readonly propertyName?: string | undefined;
  readonly message?: string | undefined;
}

/** The errors of a value; `null` if it is valid. */
export type Errors = readonly SchemaError[] | null;

/** JSON schemas (draft-07) by type name. A `$ref` contains the name of another schema. */
export type JsonSchemas = Readonly<Record<string, unknown>>;

/** Whether a value is an object or an array. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a value is an object with members, e.g. a JSON object. */
export function isRecord(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !Array.isArray(value);
}

/** Returns a JSON pointer followed by one more key (RFC 6901, section 3). */
export function joinPath(path: string, key: string): string {
  return `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
