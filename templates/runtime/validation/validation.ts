/** Validators from JSON schemas (draft-07): compiled one by one, each when it is first used. */
import {
  Ajv,
  type AnySchema,
  type ErrorObject,
  type ValidateFunction,
} from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { comparesObjects, comparisons } from "./comparisons.js";
import { isDateTime } from "./date-time.js";
import { ValidationError } from "../errors.js";
import { toIssue } from "./issues.js";

/** By type name; `$ref` holds the name of another one. */
export type Schemas = Readonly<Record<string, AnySchema>>;

export interface Validators<Name extends string> {
  is(name: Name, value: unknown): boolean;
  /** Throws a `ValidationError` with every issue there is; of a very large value, with the first. */
  assert(name: Name, value: unknown): void;
}

/**
 * Nothing is compiled before the first call. Of the schemas TypeScript looks at the names only, for a
 * type of each of them as a whole may be too deep for it.
 */
export function createValidators<Name extends string>(
  schemas: Readonly<Record<Name, AnySchema>>,
): Validators<Name> {
  const verdict = compileOnDemand(schemas, { allErrors: false });
  const complete = compileOnDemand(schemas, { allErrors: true });
  return {
    is: (name, value) => verdict(name)(value),
    assert: (name, value) => {
      const first = verdict(name);
      if (!first(value)) {
        const validate = isLarge(value) ? first : complete(name);
        validate(value);
        throw invalid(name, validate.errors ?? []);
      }
    },
  };
}

function compileOnDemand(
  schemas: Schemas,
  options: { allErrors: boolean },
): (name: string) => ValidateFunction {
  const compiled = new Map<string, ValidateFunction>();
  let ajv: Ajv | undefined;
  return (name) => {
    const known = compiled.get(name);
    if (known !== undefined) {
      return known;
    }
    ajv ??= createAjv(schemas, options);
    const validate = ajv.getSchema(name);
    if (validate === undefined) {
      throw new RangeError(`There is no schema "${name}"`);
    }
    compiled.set(name, validate);
    return validate;
  };
}

/** A message may hold millions of values, and a list of what is wrong with each is far larger. */
const MANY_PARTS = 10_000;

function isLarge(value: unknown): boolean {
  const parts = [value];
  for (const part of parts) {
    if (typeof part === "object" && part !== null) {
      for (const inner of Object.values(part)) {
        if (parts.push(inner) > MANY_PARTS) {
          return true;
        }
      }
    }
  }
  return false;
}

/** What a validator of ajv's complains about, as an error; ajv has to be `verbose`. */
export function invalid(
  subject: string,
  errors: readonly ErrorObject[],
): ValidationError {
  return new ValidationError(subject, errors.map(toIssue));
}

/**
 * Not strict: documents carry keywords and formats of their own, which mean nothing to a
 * validator. `$data` stays off: with it, messages could choose the regular expressions.
 */
function createAjv(
  schemas: Schemas,
  { allErrors }: { allErrors: boolean },
): Ajv {
  const schemasHold = (isWanted: (text: string) => boolean): boolean =>
    Object.values(schemas).some((schema) => holdsText(schema, isWanted));
  const ajv = new Ajv({
    // ajv 8 stops at the name of the first property that is missing, and takes "" for none.
    allErrors: allErrors || schemasHold((text) => text === ""),
    code: { regExp: Object.assign(toRegExp, { code: "new RegExp" }) },
    verbose: true,
    strict: false,
    // NaN and the infinities have no JSON.
    strictNumbers: true,
    validateSchema: false,
    logger: false,
    // To look for own properties is slower: only where one is called like what every object has.
    ownProperties: schemasHold((text) => text in Object.prototype),
    // `url` is not of draft-07, and that of ajv-formats takes quadratic time.
    formats: {
      ...fullFormats,
      "date-time": isDateTime,
      url: /^(?:https?|ftp):\/\/[^\s/?#]\S*$/i,
    },
  });
  if (Object.values(schemas).some(comparesObjects)) {
    for (const definition of comparisons) {
      ajv.removeKeyword(String(definition.keyword)).addKeyword(definition);
    }
  }
  for (const [name, schema] of Object.entries(schemas)) {
    ajv.addSchema(schema, name);
  }
  return ajv;
}

/** Draft-07 wants Unicode (section 4.3), but some patterns in use work only without it. */
function toRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}

/** Whether a text or key anywhere in a schema is one of those wanted. */
function holdsText(
  schema: unknown,
  isWanted: (text: string) => boolean,
): boolean {
  if (typeof schema === "string") {
    return isWanted(schema);
  }
  if (typeof schema !== "object" || schema === null) {
    return false;
  }
  return (
    Object.keys(schema).some(isWanted) ||
    Object.values(schema).some((inner) => holdsText(inner, isWanted))
  );
}
