/** Names that every object inherits from `Object.prototype`, e.g. `toString`. */

/** Whether a string or key anywhere in a schema is the name of a member of `Object.prototype`. */
export function namesInherited(schema: unknown): boolean {
  if (typeof schema === "string") {
    return schema in Object.prototype;
  }
  if (typeof schema !== "object" || schema === null) {
    return false;
  }
  return (
    Object.keys(schema).some((key) => key in Object.prototype) ||
    Object.values(schema).some(namesInherited)
  );
}
