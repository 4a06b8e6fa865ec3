/** The keywords for values of every type. */
import { areEqual } from "./equality.js";
import { failure, listOf, unless, type Keywords, type Use } from "./finder.js";
import type { SchemaError } from "./schema-error.js";

type Found = readonly SchemaError[];

/** The keywords for values of every type, in the order of ajv. */
export const anyKeywords: Keywords = [
  ["$ref", reference],
  ["const", constant],
  ["enum", oneOfValues],
  ["not", not],
  ["anyOf", anyOf],
  ["oneOf", oneOf],
  ["allOf", allOf],
  ["if", condition],
];

function reference(use: Use): Found {
  return use.finder.find(use.finder.named(String(use.given)), use);
}

function constant(use: Use): Found {
  const { value, given } = use;
  return unless(areEqual(value, given), use, { allowedValue: given });
}

function oneOfValues(use: Use): Found {
  const isValid = listOf(use.given).some((each) => areEqual(use.value, each));
  return unless(isValid, use, { allowedValues: use.given });
}

function not(use: Use): Found {
  return unless(use.finder.find(use.given, use).length > 0, use);
}

function anyOf(use: Use): Found {
  const errors: Found[] = [];
  for (const schema of listOf(use.given)) {
    const found = use.finder.find(schema, use);
    if (found.length === 0) {
      return [];
    }
    errors.push(found);
  }
  return [...errors.flat(), ...failure(use)];
}

function oneOf(use: Use): Found {
  const errors: Found[] = [];
  const passing: number[] = [];
  for (const [index, schema] of listOf(use.given).entries()) {
    const found = use.finder.find(schema, use);
    errors.push(found);
    if (found.length === 0 && passing.push(index) === 2) {
      return [
        ...errors.flat(),
        ...failure(use, { passingSchemas: [...passing] }),
      ];
    }
  }
  return passing.length === 1
    ? []
    : [...errors.flat(), ...failure(use, { passingSchemas: null })];
}

function allOf(use: Use): Found {
  return listOf(use.given).flatMap((schema) => use.finder.find(schema, use));
}

function condition(use: Use): Found {
  const isMet = use.finder.find(use.given, use).length === 0;
  const failingKeyword = isMet ? "then" : "else";
  const errors = use.finder.find(use.parent[failingKeyword], use);
  return errors.length === 0
    ? []
    : [...errors, ...failure(use, { failingKeyword })];
}
