/** Decides which errors of a value may be tolerated, so that the value still has its declared type. */
import { isRecord, type SchemaError } from "./schema-error.js";

/** Keywords that choose by what is valid: a tolerated error in one of their schemas would change the choice. */
const CHOICES = new Set([
  "anyOf",
  "contains",
  "if",
  "not",
  "oneOf",
  "propertyNames",
]);

/** Whether an error does not prevent that others of the same value are tolerated, or this one itself. */
export function allowsTolerance({
  keyword,
  parentSchema,
}: SchemaError): boolean {
  if (keyword === "additionalProperties") {
    return !isMap(parentSchema);
  }
  if (keyword === "enum") {
    // Generated bindings mark the enums whose types allow further strings.
    return isRecord(parentSchema) && parentSchema["x-open"] === true;
  }
  return !CHOICES.has(keyword);
}

/** Whether the type of a closed object has an index signature, which further properties would have to match. */
function isMap(schema: unknown): boolean {
  const { properties, patternProperties } = isRecord(schema) ? schema : {};
  return isEmpty(properties) || !isEmpty(patternProperties);
}

function isEmpty(members: unknown): boolean {
  return !isRecord(members) || Object.keys(members).length === 0;
}
