/** Returns a member of an object; `undefined` if it inherits it, or for values that are no objects. */
export function ownMember(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
