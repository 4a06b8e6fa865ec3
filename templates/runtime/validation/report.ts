/** Creates the errors of values that are not valid. */
import { nearestErrors } from "./alternatives.js";
import { hasFewErrors } from "./few-errors.js";
import { createFindErrors, type FindErrors } from "./find-errors.js";
import type { Formats } from "./formats.js";
import { allowsTolerance } from "./tolerable.js";
import { toIssue } from "./issues.js";
import type { JsonSchemas, SchemaError } from "./schema-error.js";
import { MAX_ISSUES, ValidationError } from "./validation-error.js";
import { withinStack } from "./verdicts.js";

/** Creates a `ValidationError` from all errors of a value. */
export function invalid(
  subject: string,
  errors: readonly SchemaError[],
): ValidationError {
  // The error of `if` only repeats that `then` or `else` has errors.
  const causes = errors.filter(({ keyword }) => keyword !== "if");
  const issues = causes.slice(0, MAX_ISSUES).map(toIssue);
  return new ValidationError(subject, issues, {
    isComplete: issues.length === causes.length,
    allowsTolerance: errors.every(allowsTolerance),
  });
}

/** Creates errors that list every issue of a value, unless there may be too many. */
export class Reports {
  readonly #schemas: JsonSchemas;
  readonly #formats: Formats;
  #find: FindErrors | undefined;

  constructor(schemas: JsonSchemas, formats: Formats) {
    this.#schemas = schemas;
    this.#formats = formats;
  }

  /** Returns the error of a value. `first` is its only issue if there may be too many. */
  write(name: string, value: unknown, first: SchemaError): ValidationError {
    const errors = this.#findAll(name, value);
    return errors.length > 0
      ? invalid(name, errors)
      : new ValidationError(name, [toIssue(first)], { isComplete: false });
  }

  #findAll(name: string, value: unknown): readonly SchemaError[] {
    if (!hasFewErrors(this.#schemas, name, value)) {
      return [];
    }
    this.#find ??= createFindErrors(this.#schemas, this.#formats);
    const find = this.#find;
    return (
      withinStack(() =>
        nearestErrors(find, find(this.#schemas[name], value)),
      ) ?? []
    );
  }
}
