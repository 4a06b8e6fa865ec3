/** Verdicts by JSON schemas: whether a value is valid, and if not, the first reason. */
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

/** A part of a value is remembered, rather than checked again, if that followed more references. */
const WORTH_REMEMBERING = 50;

/**
 * Compiles each schema when it is first used. A verdict takes time in proportion to the value and to
 * the schemas, even if these lead to a part of the value in many ways.
 */
export class Verdicts {
  readonly #schemas: Schemas;
  readonly #validators = new Map<string, ValidateFunction>();
  /** By the name of a schema, the names of those that it refers to. */
  readonly #references = new Map<string, Set<string>>();
  /** By the name of a schema, the parts of the current value that it has checked. */
  readonly #checked = new Map<string, Map<unknown, Errors>>();
  /** How many references the current value took, without those below what is remembered. */
  #followed = 0;
  #compiling = "";
  #ajv: Ajv | undefined;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** The first thing that is wrong with a value; `undefined` if it is valid. */
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

  /** Compiles what a schema refers to as well: a broken one is found whatever the value. */
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
      // Not by `errorsOf`: values are nested, and each call takes room on the stack.
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

/** Runs what is recursive on a value that may be nested to any depth; `undefined` if the stack overflows. */
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

/** An `InternalError` in Firefox, a `RangeError` elsewhere. */
function isOverflow(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && error.name === "InternalError")
  );
}
