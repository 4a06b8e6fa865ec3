/** Verdicts: whether a value is valid, and if not, its first error. */
import type { Errors, SchemaError } from "./schema-error.js";

/** Decides whether a value is valid, and then has its errors. The functions of ajv have this type. */
export interface Check {
  (value: unknown): boolean;
  readonly errors?: Errors | undefined;
}

/** Checks a value against the target of a `$ref`; returns its errors. */
export type Reference = (value: unknown) => Errors;

/** Returns the check of a `$ref`. */
export type Refer = (name: string) => Reference;

/** Returns a function that returns the check of each schema. Checks call what `refer` returns. */
export type CreateChecks = (refer: Refer) => (name: string) => Check;

/** If checking a part of a value followed more references than this, its result is remembered. */
const WORTH_REMEMBERING = 50;

/**
 * Checks values against schemas. A verdict takes time in proportion to the value and the schemas, even
 * if many references lead to the same part of the value.
 */
export class Verdicts {
  readonly #checkOf: (name: string) => Check;
  readonly #checks = new Map<string, Check>();
  /** Results for the parts of the current value that each schema has checked. */
  readonly #checked = new Map<string, Map<unknown, Errors>>();
  /** How many references the current check has followed, without those of remembered parts. */
  #followed = 0;

  constructor(createChecks: CreateChecks) {
    this.#checkOf = createChecks((name) => this.#reference(name));
  }

  /** Returns the first error of a value; `undefined` if it is valid. */
  firstError(name: string, value: unknown): SchemaError | undefined {
    const check = this.#checks.get(name) ?? this.#load(name);
    this.#followed = 0;
    try {
      const errors = withinStack(() => errorsOf(check, value));
      if (errors === null) {
        return undefined;
      }
      return originOf(errors ?? [], value) ?? nestedTooDeeply(value);
    } finally {
      this.#checked.clear();
    }
  }

  #load(name: string): Check {
    const check = this.#checkOf(name);
    this.#checks.set(name, check);
    return check;
  }

  #reference(name: string): Reference {
    let check: Check | undefined;
    return (value) => {
      const before = this.#followed;
      this.#followed += 1;
      const known = this.#recall(name, value);
      if (known !== undefined) {
        return known;
      }
      check ??= this.#checks.get(name) ?? this.#load(name);
      // Not by `errorsOf`: this function is recursive, and each call takes space on the stack.
      const errors = check(value) ? null : (check.errors ?? []);
      if (this.#followed - before > WORTH_REMEMBERING) {
        this.#remember(name, value, errors);
        this.#followed = before;
      }
      return errors;
    };
  }

  #recall(name: string, value: unknown): Errors | undefined {
    return this.#checked.size === 0
      ? undefined
      : this.#checked.get(name)?.get(value);
  }

  #remember(name: string, value: unknown, errors: Errors): void {
    const checked = this.#checked.get(name) ?? new Map<unknown, Errors>();
    this.#checked.set(name, checked.set(value, errors));
  }
}

function errorsOf(check: Check, value: unknown): Errors {
  return check(value) ? null : (check.errors ?? []);
}

/** Follows the first error through references to the error that caused it. */
function originOf(errors: Errors, value: unknown): SchemaError | undefined {
  let path = "";
  let name: string | undefined;
  let error = errors?.[0];
  while (error !== undefined) {
    path += error.instancePath;
    name ??= error.propertyName;
    const { errors: inner } = error.params;
    if (error.keyword !== "$ref" || !isErrors(inner)) {
      return {
        ...error,
        instancePath: path,
        data: name ?? partAt(value, path),
      };
    }
    [error] = inner;
  }
  return undefined;
}

function isErrors(value: unknown): value is readonly SchemaError[] {
  return Array.isArray(value);
}

/** Returns the part of a value that a JSON pointer (RFC 6901) leads to. */
function partAt(value: unknown, path: string): unknown {
  let part = value;
  for (const key of path.split("/").slice(1)) {
    const name = key.replaceAll("~1", "/").replaceAll("~0", "~");
    part =
      typeof part === "object" && part !== null
        ? Reflect.get(part, name)
        : undefined;
  }
  return part;
}

function nestedTooDeeply(value: unknown): SchemaError {
  return {
    keyword: "depth",
    instancePath: "",
    params: {},
    data: value,
  };
}

/** Runs a recursive function on a deeply nested value; returns `undefined` if the stack overflows. */
export function withinStack<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (isOverflow(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Whether an error is a stack overflow: an `InternalError` in Firefox, a `RangeError` elsewhere. */
function isOverflow(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && error.name === "InternalError")
  );
}
