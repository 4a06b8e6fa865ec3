/** ajv's complaints in words that name what was expected and what came. */
import type { ErrorObject } from "ajv";
import type { ValidationIssue } from "../errors.js";

type Params = Readonly<Record<string, unknown>>;

/** What a keyword asks for, in words. Keywords that are not here are described by ajv. */
const EXPECTATIONS: Readonly<Record<string, (params: Params) => string>> = {
  type: ({ type }) => list(type, " or "),
  enum: ({ allowedValues }) => `one of ${list(allowedValues, ", ")}`,
  const: ({ allowedValue }) => show(allowedValue),
  format: ({ format }) => `text in the format ${String(format)}`,
  pattern: ({ pattern }) => `text that matches ${String(pattern)}`,
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
  "false schema": () => "nothing",
};

/** Of an error of an ajv that is `verbose`. */
export function toIssue(error: ErrorObject): ValidationIssue {
  const params: Params = error.params;
  const expected =
    EXPECTATIONS[error.keyword]?.(params) ?? error.message ?? error.keyword;
  const received: unknown = error.data;
  const base = { keyword: error.keyword, expected };
  if (error.keyword === "required") {
    const path = join(error.instancePath, params["missingProperty"]);
    return { ...base, path, message: "is required", received: undefined };
  }
  if (error.keyword === "additionalProperties") {
    const name = params["additionalProperty"];
    const path = join(error.instancePath, name);
    const message = "is a property that the document does not allow";
    return { ...base, path, message, received: property(received, name) };
  }
  return {
    ...base,
    path: error.instancePath,
    message: `must be ${expected}, but is ${show(received)}`.replace(
      /^must be must /,
      "must ",
    ),
    received,
  };
}

function compare({ comparison, limit }: Params): string {
  return `${String(comparison)} ${String(limit)}`;
}

/** RFC 6901, section 3. */
function join(path: string, name: unknown): string {
  return `${path}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function property(value: unknown, name: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function list(values: unknown, separator: string): string {
  if (!Array.isArray(values)) {
    return String(values);
  }
  const texts = values.map((value: unknown) =>
    typeof value === "string" ? value : show(value),
  );
  return texts.join(separator);
}

const LONGEST = 60;

/** A value in at most one short line. */
function show(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? `an array of ${value.length}` : "an object";
  }
  const text =
    typeof value === "string"
      ? JSON.stringify(value.slice(0, LONGEST))
      : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
