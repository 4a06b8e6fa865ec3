/** Verdicts: whether a value is valid, and if not, its first error. */
import type { Ajv, ErrorObject, ValidateFunction } from "ajv";
import {
  createAjv,
  errorsOf,
  getValidator,
  type Errors,
  type Schemas,
} from "./create-ajv.js";
import { replaceKeywords } from "./keywords.js";
import {
  originOf,
  verdictKeywords,
  type Reference,
} from "./verdict-keywords.js";

/** If checking a part of a value followed more references than this, its result is remembered. */
const WORTH_REMEMBERING = 50;

/**
 * Checks values against schemas, which it compiles when they are first used. A verdict takes time
 * in proportion to the value and the schemas, even if many references lead to the same part of the
 * value.
 */
export class Verdicts {
  readonly #schemas: Schemas;
  readonly #validators = new Map<string, ValidateFunction>();
  /** The names of the schemas that each schema refers to. */
  readonly #references = new Map<string, Set<string>>();
  /** Results for the parts of the current value that each schema has checked. */
  readonly #checked = new Map<string, Map<unknown, Errors>>();
  /** How many references the current check has followed, without those of remembered parts. */
  #followed = 0;
  #compiling = "";
  #ajv: Ajv | undefined;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Returns the first error of a value; `undefined` if it is valid. */
  firstError(name: string, value: unknown): ErrorObject | undefined {
    const validate = this.#validators.get(name) ?? this.#compile(name);
    this.#followed = 0;
    try {
      const errors = withinStack(() => errorsOf(validate, value));
      if (errors === null) {
        return undefined;
      }
      return originOf(errors ?? []) ?? nestedTooDeeply(value);
    } finally {
      this.#checked.clear();
    }
  }

  /** Compiles a schema and all that it refers to, so that a broken one is found for every value. */
  #compile(name: string): ValidateFunction {
    const ajv = (this.#ajv ??= this.#createAjv());
    const names = new Set([name]);
    for (const each of names) {
      if (!this.#validators.has(each)) {
        this.#compiling = each;
        getValidator(ajv, each);
        this.#references.get(each)?.forEach((other) => names.add(other));
      }
    }
    for (const each of names) {
      this.#validators.set(each, getValidator(ajv, each));
    }
    return getValidator(ajv, name);
  }

  #createAjv(): Ajv {
    const ajv = createAjv(this.#schemas, { allErrors: false });
    const keywords = verdictKeywords(ajv, (name) => {
      const names = this.#references.get(this.#compiling) ?? new Set();
      this.#references.set(this.#compiling, names.add(name));
      return this.#reference(name);
    });
    replaceKeywords(ajv, keywords);
    return ajv;
  }

  #reference(name: string): Reference {
    let validate: ValidateFunction | undefined;
    return (value) => {
      const before = this.#followed;
      this.#followed += 1;
      const known = this.#recall(name, value);
      if (known !== undefined) {
        return known;
      }
      validate ??= this.#validators.get(name) ?? this.#compile(name);
      // Not by `errorsOf`: this function is recursive, and each call takes space on the stack.
      const errors = validate(value) ? null : (validate.errors ?? []);
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

function nestedTooDeeply(value: unknown): ErrorObject {
  return {
    keyword: "depth",
    instancePath: "",
    schemaPath: "",
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
