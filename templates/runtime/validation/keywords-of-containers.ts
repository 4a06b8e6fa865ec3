/** The keywords for arrays and objects. */
import { areUnique } from "./equality.js";
import {
  failure,
  listOf,
  placeOf,
  unless,
  type Keywords,
  type Use,
} from "./finder.js";
import { limitSize } from "./keywords-of-values.js";
import { isRecord, type SchemaError } from "./schema-error.js";

type Found = readonly SchemaError[];

/** The keywords for arrays, in the order of ajv. */
export const arrayKeywords: Keywords = [
  ["maxItems", limitSize(countItems, (size, limit) => size <= limit)],
  ["minItems", limitSize(countItems, (size, limit) => size >= limit)],
  ["additionalItems", additionalItems],
  ["items", items],
  ["contains", contains],
  ["uniqueItems", uniqueItems],
];

function countItems(value: unknown): number {
  return listOf(value).length;
}

function additionalItems(use: Use): Found {
  const { items: tuple } = use.parent;
  if (!Array.isArray(tuple)) {
    return [];
  }
  const limit = tuple.length;
  if (use.given === false) {
    return unless(countItems(use.value) <= limit, use, { limit });
  }
  return listOf(use.value)
    .slice(limit)
    .flatMap((_item, index) =>
      use.finder.find(use.given, placeOf(use, limit + index)),
    );
}

function items(use: Use): Found {
  const { given, finder } = use;
  const schemaOf = (index: number): unknown =>
    Array.isArray(given) ? given[index] : given;
  return listOf(use.value).flatMap((_item, index) =>
    finder.find(schemaOf(index), placeOf(use, index)),
  );
}

function contains(use: Use): Found {
  const errors: Found[] = [];
  for (const index of listOf(use.value).keys()) {
    const found = use.finder.find(use.given, placeOf(use, index));
    if (found.length === 0) {
      return [];
    }
    errors.push(found);
  }
  return [...errors.flat(), ...failure(use, { minContains: 1 })];
}

function uniqueItems(use: Use): Found {
  return unless(use.given !== true || areUnique(listOf(use.value)), use);
}

/** The keywords for objects, in the order of ajv. */
export const objectKeywords: Keywords = [
  ["maxProperties", limitSize(countNames, (size, limit) => size <= limit)],
  ["minProperties", limitSize(countNames, (size, limit) => size >= limit)],
  ["required", required],
  ["propertyNames", propertyNames],
  ["additionalProperties", additionalProperties],
  ["dependencies", dependencies],
  ["properties", properties],
  ["patternProperties", patternProperties],
];

function countNames(value: unknown): number {
  return isRecord(value) ? Object.keys(value).length : 0;
}

function has({ value, finder }: Use, name: string): boolean {
  return isRecord(value) && finder.has(value, name);
}

function namesIn({ value, finder }: Use): readonly string[] {
  return isRecord(value) ? finder.keysOf(value) : [];
}

/** Returns the members of the value of a keyword. */
function membersOf(given: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(given) ? Object.entries(given) : [];
}

function required(use: Use): Found {
  return listOf(use.given).flatMap((name) => {
    const missingProperty = String(name);
    return unless(has(use, missingProperty), use, { missingProperty });
  });
}

function propertyNames(use: Use): Found {
  return namesIn(use).flatMap((propertyName) => {
    const place = { value: propertyName, path: use.path };
    const errors = use.finder.find(use.given, place);
    return errors.length === 0
      ? []
      : [...errors, ...failure(use, { propertyName })];
  });
}

function additionalProperties(use: Use): Found {
  const { parent, given, finder } = use;
  if (given === true) {
    return [];
  }
  const known = new Set(membersOf(parent["properties"]).map(([name]) => name));
  const patterns = membersOf(parent["patternProperties"]).map(([pattern]) =>
    finder.pattern(pattern),
  );
  return namesIn(use)
    .filter((name) => !known.has(name))
    .filter((name) => !patterns.some((pattern) => pattern.test(name)))
    .flatMap((name) =>
      given === false
        ? failure(use, { additionalProperty: name })
        : finder.find(given, placeOf(use, name)),
    );
}

function dependencies(use: Use): Found {
  const present = membersOf(use.given).filter(([name]) => has(use, name));
  const ofNames = present.flatMap(([property, needed]) =>
    listOf(needed).flatMap((name) => {
      const missingProperty = String(name);
      const depsCount = listOf(needed).length;
      const deps = listOf(needed).join(", ");
      const params = { property, missingProperty, depsCount, deps };
      return unless(has(use, missingProperty), use, params);
    }),
  );
  const ofSchemas = present
    .filter(([, needed]) => !Array.isArray(needed))
    .flatMap(([, schema]) => use.finder.find(schema, use));
  return [...ofNames, ...ofSchemas];
}

function properties(use: Use): Found {
  return membersOf(use.given)
    .filter(([name]) => has(use, name))
    .flatMap(([name, schema]) => use.finder.find(schema, placeOf(use, name)));
}

function patternProperties(use: Use): Found {
  return membersOf(use.given).flatMap(([pattern, schema]) => {
    const expression = use.finder.pattern(pattern);
    return namesIn(use)
      .filter((name) => expression.test(name))
      .flatMap((name) => use.finder.find(schema, placeOf(use, name)));
  });
}
