/** The keywords for numbers and strings. */
import {
  failure,
  unless,
  type Keyword,
  type Keywords,
  type Use,
} from "./finder.js";
import { isMultipleOf } from "./multiple-of.js";
import type { SchemaError } from "./schema-error.js";
import { countCharacters } from "./strings.js";

type Found = readonly SchemaError[];

/** The keywords for numbers, in the order of ajv. */
export const numberKeywords: Keywords = [
  ["maximum", compare("<=", (value, limit) => value <= limit)],
  ["minimum", compare(">=", (value, limit) => value >= limit)],
  ["exclusiveMaximum", compare("<", (value, limit) => value < limit)],
  ["exclusiveMinimum", compare(">", (value, limit) => value > limit)],
  ["multipleOf", multipleOf],
  ["format", format],
];

/** The keywords for strings, in the order of ajv. */
export const stringKeywords: Keywords = [
  ["maxLength", limitSize(lengthOf, (size, limit) => size <= limit)],
  ["minLength", limitSize(lengthOf, (size, limit) => size >= limit)],
  ["pattern", pattern],
  ["format", format],
];

/** Compares two numbers. */
export type Comparison = (one: number, other: number) => boolean;

/** Creates a keyword that limits the size of a value. */
export function limitSize(
  sizeOf: (value: unknown) => number,
  isWithin: Comparison,
): Keyword {
  return (use) => {
    const isValid = isWithin(sizeOf(use.value), Number(use.given));
    return unless(isValid, use, { limit: use.given });
  };
}

function compare(comparison: string, isWithin: Comparison): Keyword {
  return (use) => {
    const { value, given } = use;
    const isValid = isWithin(Number(value), Number(given));
    return unless(isValid, use, { comparison, limit: given });
  };
}

function multipleOf(use: Use): Found {
  const isValid = isMultipleOf(Number(use.value), Number(use.given));
  return unless(isValid, use, { multipleOf: use.given });
}

function lengthOf(value: unknown): number {
  return countCharacters(String(value));
}

function pattern(use: Use): Found {
  const isValid = use.finder.pattern(String(use.given)).test(String(use.value));
  return unless(isValid, use, { pattern: use.given });
}

function format(use: Use): Found {
  return hasFormat(use) ? [] : failure(use, { format: use.given });
}

/** A format for numbers restricts no strings, and an unknown one nothing. */
function hasFormat({ given, value, finder }: Use): boolean {
  const check = finder.formats[String(given)];
  if (typeof check === "function") {
    return typeof value !== "string" || check(value);
  }
  return check === undefined || typeof value !== "number"
    ? true
    : check.validate(value);
}
