/** Creates validators from code that the generator has compiled, without ajv and without `eval`. */
import { areEqual, areUnique } from "../validation/equality.js";
import { formatsWith, type Formats } from "../validation/formats.js";
import { isMultipleOf } from "../validation/multiple-of.js";
import { Reports } from "../validation/report.js";
import type { JsonSchemas } from "../validation/schema-error.js";
import { countCharacters, toRegExp } from "../validation/strings.js";
import { validatorsBy, type Validators } from "../validation/validators.js";
import { Verdicts, type Check, type Refer } from "../validation/verdicts.js";

/** What compiled code gets: all that it calls, besides its own functions. */
export interface Given {
  readonly areEqual: typeof areEqual;
  readonly areUnique: typeof areUnique;
  readonly countCharacters: typeof countCharacters;
  readonly formats: Formats;
  readonly isMultipleOf: typeof isMultipleOf;
  readonly refer: Refer;
  readonly schemas: JsonSchemas;
  readonly toRegExp: typeof toRegExp;
}

/** The compiled code of several schemas. */
export interface CompiledSchemas {
  /** The regular expressions of formats, by their names. */
  readonly patterns: Readonly<Record<string, RegExp>>;
  /** Returns the checks of values by the names of their schemas. */
  readonly createChecks: (given: Given) => Readonly<Record<string, Check>>;
}

/** Creates validators from compiled code and the schemas that it was compiled from. */
export function createCompiledValidators<Name extends string>(
  { patterns, createChecks }: CompiledSchemas,
  schemas: Readonly<Record<Name, unknown>>,
): Validators<Name> {
  const formats = formatsWith(patterns);
  const verdicts = new Verdicts((refer) => {
    const given = {
      ...{ areEqual, areUnique, countCharacters, isMultipleOf, toRegExp },
      ...{ formats, refer, schemas },
    };
    const checks = new Map(Object.entries(createChecks(given)));
    return (name) => checks.get(name) ?? missing(name);
  });
  return validatorsBy(verdicts, new Reports(schemas, formats));
}

function missing(name: string): never {
  throw new TypeError(`There is no compiled schema named "${name}"`);
}
