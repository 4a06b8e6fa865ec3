/** Checks that ajv compiles, each when it is first used. */
import type { Ajv } from "ajv";
import { createAjv, getValidator, type Schemas } from "./create-ajv.js";
import { replaceKeywords } from "./keywords.js";
import { verdictKeywords } from "./verdict-keywords.js";
import type { Check, CreateChecks, Refer } from "../validation/verdicts.js";

/** Returns the function that creates the checks of schemas. */
export function lazyChecks(schemas: Schemas): CreateChecks {
  return (refer) => {
    const checks = new LazyChecks(schemas, refer);
    return (name) => checks.get(name);
  };
}

class LazyChecks {
  readonly #schemas: Schemas;
  readonly #refer: Refer;
  readonly #compiled = new Set<string>();
  /** The names of the schemas that each schema refers to. */
  readonly #references = new Map<string, Set<string>>();
  #compiling = "";
  #ajv: Ajv | undefined;

  constructor(schemas: Schemas, refer: Refer) {
    this.#schemas = schemas;
    this.#refer = refer;
  }

  /** Compiles a schema and all that it refers to, so that a broken one is found for every value. */
  get(name: string): Check {
    const ajv = (this.#ajv ??= this.#createAjv());
    const names = new Set([name]);
    for (const each of names) {
      if (!this.#compiled.has(each)) {
        this.#compiling = each;
        getValidator(ajv, each);
        this.#references.get(each)?.forEach((other) => names.add(other));
      }
    }
    names.forEach((each) => this.#compiled.add(each));
    return getValidator(ajv, name);
  }

  #createAjv(): Ajv {
    const ajv = createAjv(this.#schemas);
    const keywords = verdictKeywords(ajv, (name) => {
      const names = this.#references.get(this.#compiling) ?? new Set();
      this.#references.set(this.#compiling, names.add(name));
      return this.#refer(name);
    });
    replaceKeywords(ajv, keywords);
    return ajv;
  }
}
