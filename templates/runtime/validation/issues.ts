/** Describes ajv's errors in words: what the schema expects, and what the value is. */
import { joinPath, type SchemaError } from "./schema-error.js";
import type { ValidationIssue } from "./validation-error.js";

type Params = Readonly<Record<string, unknown>>;

/** What a keyword expects, in words. For other keywords, the words are those of ajv. */
const EXPECTATIONS: Readonly<Record<string, (params: Params) => string>> = {
  type: ({ type }) => joinValues(type, " or "),
  enum: ({ allowedValues }) => `one of ${joinValues(allowedValues, ", ")}`,
  const: ({ allowedValue }) => show(allowedValue),
  format: ({ format }) => `a string in the format ${String(format)}`,
  pattern: ({ pattern }) => `a string that matches ${String(pattern)}`,
  minimum: compare,
  maximum: compare,
  exclusiveMinimum: compare,
  exclusiveMaximum: compare,
  multipleOf: ({ multipleOf }) => `a multiple of ${String(multipleOf)}`,
  minLength: ({ limit }) => `at least ${String(limit)} characters`,
  maxLength: ({ limit }) => `at most ${String(limit)} characters`,
  minItems: ({ limit }) => `at least ${String(limit)} items`,
  maxItems: ({ limit }) => `at most ${String(limit)} items`,
  minProperties: ({ limit }) => `at least ${String(limit)} properties`,
  maxProperties: ({ limit }) => `at most ${String(limit)} properties`,
  uniqueItems: () => "items that differ from each other",
  required: () => "a value",
  additionalProperties: () => "no such property",
  "false schema": () => "absent",
  depth: () => "nested less deeply",
  // `toIssue` leaves out the first of two "must".
  additionalItems: ({ limit }) =>
    `must NOT have more than ${String(limit)} items`,
  contains: () => "must contain at least 1 valid item(s)",
  dependencies: describeDependencies,
  if: ({ failingKeyword }) => `must match "${String(failingKeyword)}" schema`,
  not: () => "must NOT be valid",
  propertyNames: () => "property name must be valid",
  anyOf: describeAlternatives,
  oneOf: describeAlternatives,
};

/** Describes an error of ajv in strings of limited length. ajv must be `verbose`. */
export function toIssue(error: SchemaError): ValidationIssue {
  const { keyword, instancePath } = error;
  const { params, data: received } = error;
  const expected = cut(
    EXPECTATIONS[keyword]?.(params) ?? error.message ?? keyword,
  );
  const base = { keyword, expected };
  if (keyword === "required") {
    const path = cut(joinPath(instancePath, String(params["missingProperty"])));
    return { ...base, path, message: "is required", received: undefined };
  }
  if (keyword === "additionalProperties") {
    const name = String(params["additionalProperty"]);
    const path = cut(joinPath(instancePath, name));
    const message = "is not a property that the schema allows";
    return { ...base, path, message, received: property(received, name) };
  }
  const { nearest } = params;
  const hint = typeof nearest === "string" ? `; the nearest is ${nearest}` : "";
  return {
    ...base,
    path: cut(instancePath),
    message: `must be ${expected}, but is ${show(received)}${hint}`.replace(
      /^must be must /,
      "must ",
    ),
    received,
  };
}

/** Describes a property whose value is none of the allowed strings. */
export function enumIssue(
  name: string,
  allowedValues: readonly string[],
  data: string,
): ValidationIssue {
  const instancePath = joinPath("", name);
  const params = { allowedValues };
  return toIssue({
    keyword: "enum",
    instancePath,
    params,
    data,
  });
}

function describeAlternatives({
  alternatives,
  passingSchemas,
}: Params): string {
  if (Array.isArray(alternatives)) {
    return joinValues(alternatives, " or ");
  }
  return Array.isArray(passingSchemas)
    ? "only one of the schemas of its alternatives"
    : "one of its alternatives";
}

function describeDependencies({ depsCount, deps, property }: Params): string {
  const properties = depsCount === 1 ? "property" : "properties";
  return `must have ${properties} ${String(deps)} when property ${String(property)} is present`;
}

function compare({ comparison, limit }: Params): string {
  return `${String(comparison)} ${String(limit)}`;
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" &&
    value !== null &&
    Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** The longest path or expectation, without the `…` after it. */
const MAX_TEXT = 1000;

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** A sequence of values ends after the value that exceeds this length. */
const MAX_LIST = 800;

/** Joins the values that fit, and states how many more there are. */
function joinValues(values: unknown, separator: string): string {
  if (!Array.isArray(values)) {
    return String(values);
  }
  let text = "";
  for (const [index, value] of values.entries()) {
    if (text.length > MAX_LIST) {
      return `${text}, and ${values.length - index} more`;
    }
    const item = typeof value === "string" ? value : show(value);
    text += index === 0 ? item : separator + item;
  }
  return text;
}

/** The longest string of a value in a message. */
const MAX_VALUE = 60;

/** Shows a value on at most one short line. */
function show(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? `an array of ${value.length}` : "an object";
  }
  const text =
    typeof value === "string"
      ? JSON.stringify(value.slice(0, MAX_VALUE))
      : String(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}
