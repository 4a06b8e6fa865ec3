/** Estimates how many errors a value may have. */
import { isObject, type JsonSchemas } from "./schema-error.js";

/** The most errors that are listed. Whoever lists them does not stop before the last one. */
const MAX_ERRORS = 10_000;

/** Each error has its path: an error with a path of this length counts twice. */
const SHORT_PATH = 100;

/** A part of the value and a schema that may apply to it. */
interface Visit {
  readonly schema: unknown;
  readonly value: unknown;
  readonly pathLength: number;
}

/**
 * Whether a value has at most about 10,000 errors. This function applies all schemas that may apply, counts
 * each keyword as one error, and stops at the limit. So it takes limited time, and so does the list of errors.
 */
export function hasFewErrors(
  schemas: JsonSchemas,
  name: string,
  value: unknown,
): boolean {
  const visits: Visit[] = [{ schema: schemas[name], value, pathLength: 0 }];
  let errors = 0;
  for (const visit of visits) {
    errors += countErrors(visit);
    if (errors > MAX_ERRORS) {
      return false;
    }
    for (const next of visitsAfter(visit, schemas)) {
      if (visits.push(next) > MAX_ERRORS) {
        return false;
      }
    }
  }
  return true;
}

/** Counts the errors that one schema may cause: one for each keyword and each required name. */
function countErrors({ schema, pathLength }: Visit): number {
  if (!isObject(schema)) {
    return 1;
  }
  const required: unknown = Reflect.get(schema, "required");
  const names = Array.isArray(required) ? required.length : 0;
  const count = 1 + Object.keys(schema).length + names;
  return count * (1 + pathLength / SHORT_PATH);
}

/** Keywords whose schemas apply to the value itself. */
const HERE = new Set([
  "allOf",
  "anyOf",
  "dependencies",
  "else",
  "if",
  "not",
  "oneOf",
  "then",
]);

/** Keywords whose schemas may apply to every property or item. */
const BELOW = new Set([
  "additionalItems",
  "additionalProperties",
  "contains",
  "items",
  "patternProperties",
  "propertyNames",
]);

function* visitsAfter(visit: Visit, schemas: JsonSchemas): Generator<Visit> {
  const { value, pathLength } = visit;
  for (const [keyword, given] of partsOf(visit.schema)) {
    if (keyword === "$ref") {
      yield { schema: schemas[String(given)], value, pathLength };
    } else if (keyword === "properties") {
      yield* visitsByName(visit, given);
    } else if (HERE.has(String(keyword))) {
      for (const schema of schemasIn(keyword, given)) {
        yield { schema, value, pathLength };
      }
    } else if (BELOW.has(String(keyword))) {
      for (const schema of schemasIn(keyword, given)) {
        yield* visitsBelow(visit, schema);
      }
    }
  }
}

function* visitsByName(visit: Visit, properties: unknown): Generator<Visit> {
  const { value, pathLength } = visit;
  for (const [name, schema] of partsOf(properties)) {
    if (isObject(value) && Object.hasOwn(value, name)) {
      const part: unknown = Reflect.get(value, name);
      yield { schema, value: part, pathLength: pathLength + lengthOf(name) };
    }
  }
}

function* visitsBelow(visit: Visit, schema: unknown): Generator<Visit> {
  for (const [key, value] of partsOf(visit.value)) {
    yield { schema, value, pathLength: visit.pathLength + lengthOf(key) };
  }
}

function lengthOf(key: string | number): number {
  return 1 + String(key).length;
}

function schemasIn(
  keyword: string | number,
  given: unknown,
): readonly unknown[] {
  const areMany =
    Array.isArray(given) ||
    keyword === "dependencies" ||
    keyword === "patternProperties";
  return areMany && isObject(given) ? Object.values(given) : [given];
}

/** Yields properties or items one by one, since there may be millions. */
function* partsOf(
  value: unknown,
): Generator<readonly [string | number, unknown]> {
  if (Array.isArray(value)) {
    yield* value.entries();
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      yield [key, Reflect.get(value, key)];
    }
  }
}
