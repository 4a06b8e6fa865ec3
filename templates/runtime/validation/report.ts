/** Creates the errors of values that are not valid. */
import type { Ajv, ErrorObject } from "ajv";
import {
  createAjv,
  errorsOf,
  getValidator,
  type Schemas,
} from "./create-ajv.js";
import { MAX_ISSUES, ValidationError } from "./validation-error.js";
import { toIssue } from "./issues.js";
import { hasFewErrors } from "./report-size.js";
import { withinStack } from "./verdicts.js";

/** Creates a `ValidationError` from the errors of ajv, which must be `verbose`. */
export function invalid(
  subject: string,
  errors: readonly ErrorObject[],
): ValidationError {
  const issues = errors.slice(0, MAX_ISSUES).map(toIssue);
  return new ValidationError(subject, issues, {
    isComplete: issues.length === errors.length,
  });
}

/** Creates errors that list every issue of a value, unless there may be too many. */
export class Reports {
  readonly #schemas: Schemas;
  #ajv: Ajv | undefined;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Returns the error of a value. `first` is its only issue if there may be too many. */
  write(name: string, value: unknown, first: ErrorObject): ValidationError {
    const errors = this.#findAll(name, value);
    return errors.length > 0
      ? invalid(name, errors)
      : new ValidationError(name, [toIssue(first)], { isComplete: false });
  }

  #findAll(name: string, value: unknown): readonly ErrorObject[] {
    if (!hasFewErrors(this.#schemas, name, value)) {
      return [];
    }
    this.#ajv ??= createAjv(this.#schemas, { allErrors: true });
    const validate = getValidator(this.#ajv, name);
    return withinStack(() => errorsOf(validate, value)) ?? [];
  }
}
