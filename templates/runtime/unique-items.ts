/**
 * `uniqueItems` in time proportional to the array. ajv compares each item with each other: a single
 * message could keep the process busy for hours.
 */
import type { FuncKeywordDefinition } from "ajv";

export const uniqueItems: FuncKeywordDefinition = {
  keyword: "uniqueItems",
  type: "array",
  schemaType: "boolean",
  compile: (isWanted: boolean) => (items: readonly unknown[]) =>
    !isWanted || areUnique(items),
};

function areUnique(items: readonly unknown[]): boolean {
  const seen = new Set<string>();
  return items.every((item) => seen.size < seen.add(textOf(item)).size);
}

/** The same for equal values (JSON Schema draft-07, section 4.2.3), different for others. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(textOf).join()}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, member]) => `${JSON.stringify(key)}:${textOf(member)}`,
    );
    return `{${members.sort().join()}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
