/** Explains values that match none of the schemas of `oneOf` or `anyOf` by the nearest of these. */
import type { FindErrors } from "./find-errors.js";
import { listOf } from "./finder.js";
import { isRecord, type SchemaError } from "./schema-error.js";

/** How deep alternatives within alternatives are explained. */
const MAX_DEPTH = 3;

/**
 * Replaces the errors of all schemas of a failed `oneOf` or `anyOf` by those of the schema that fits
 * best. `find` is what found the errors.
 */
export function nearestErrors(
  find: FindErrors,
  errors: readonly SchemaError[],
  depth: number = MAX_DEPTH,
): readonly SchemaError[] {
  const kept: (readonly SchemaError[])[] = [];
  // The errors of the schemas precede that of the keyword, so outer alternatives come last.
  for (let index = errors.length - 1; index >= 0; index -= 1) {
    const error = errors[index];
    if (error !== undefined) {
      const group = depth === 0 ? undefined : groupOf(find, error);
      const isFound = group !== undefined && precede(errors, index, group);
      kept.push(isFound ? explain(find, error, { group, depth }) : [error]);
      index -= isFound ? group.count : 0;
    }
  }
  return kept.reverse().flat();
}

/** Returns the error of a keyword with the names of its alternatives, and the errors of the nearest. */
function explain(
  find: FindErrors,
  error: SchemaError,
  { group, depth }: { readonly group: Group; readonly depth: number },
): readonly SchemaError[] {
  const nearest = nearestOf(group);
  const alternatives = group.alternatives.map(({ name }) => name);
  const params = { ...error.params, alternatives, nearest: nearest?.name };
  return [
    { ...error, params },
    ...nearestErrors(find, nearest?.errors ?? [], depth - 1).map((each) => ({
      ...each,
      instancePath: error.instancePath + each.instancePath,
    })),
  ];
}

/** A schema of `oneOf` or `anyOf`, and why the value does not match it. */
interface Alternative {
  readonly name: string;
  readonly errors: readonly SchemaError[];
}

interface Group {
  readonly alternatives: readonly Alternative[];
  /** The number of errors of all alternatives. */
  readonly count: number;
}

/** Validates the value against each alternative on its own; `undefined` for other errors. */
function groupOf(find: FindErrors, error: SchemaError): Group | undefined {
  const { keyword, schema, data } = error;
  const isNone =
    keyword === "anyOf" ||
    (keyword === "oneOf" && error.params["passingSchemas"] === null);
  if (!isNone || !Array.isArray(schema)) {
    return undefined;
  }
  const alternatives = listOf(schema).map((each, index) => ({
    name: nameOf(each, index),
    errors: find(each, data),
  }));
  const count = alternatives.reduce((sum, each) => sum + each.errors.length, 0);
  return { alternatives, count };
}

/** Whether the errors of a group are those before its own error. */
function precede(
  errors: readonly SchemaError[],
  index: number,
  { count }: Group,
): boolean {
  const path = errors[index]?.instancePath ?? "";
  return (
    count <= index &&
    errors
      .slice(index - count, index)
      .every(({ instancePath }) => instancePath.startsWith(path))
  );
}

/** Returns the alternative that fits best; `undefined` if the type of the value fits none. */
function nearestOf({ alternatives }: Group): Alternative | undefined {
  const possible = alternatives.filter(
    ({ errors }) => !errors.some(isTypeOfWhole),
  );
  const [nearest] = possible.sort((a, b) => distance(a) - distance(b));
  return nearest;
}

function isTypeOfWhole({ keyword, instancePath }: SchemaError): boolean {
  return keyword === "type" && instancePath === "";
}

/** A property with another fixed value often means that another alternative was intended. */
const FIXED_VALUE_DISTANCE = 100;

function distance({ errors }: Alternative): number {
  const fixed = errors.filter(
    ({ keyword, instancePath }) =>
      (keyword === "const" || keyword === "enum") &&
      instancePath.lastIndexOf("/") === 0,
  );
  return errors.length + fixed.length * FIXED_VALUE_DISTANCE;
}

function nameOf(schema: unknown, index: number): string {
  const { $ref, title, type } = isRecord(schema) ? schema : {};
  const name = [$ref, title, type].find((each) => typeof each === "string");
  return typeof name === "string" ? name : `schema ${index + 1}`;
}
