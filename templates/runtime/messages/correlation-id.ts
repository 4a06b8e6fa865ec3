/**
 * Correlation ids that the document declares: a request has an id, and its reply has the same one.
 * Each message has it at a place of its own, in the payload or in a header.
 */
import type { CorrelationLocation, Messages } from "../descriptor.js";
import { ownMember } from "./own-member.js";

/** A correlation id. */
export type CorrelationId = string | number;

/**
 * A `T` that may leave out its correlation id, which is at the keys of `Path`: the runtime sets it.
 * An object around the id may be left out, too, if nothing else in it is required.
 */
export type WithOptionalId<
  T,
  Path extends readonly string[],
> = Path extends readonly [
  infer Key extends string,
  ...infer Rest extends readonly string[],
]
  ? T extends unknown
    ? Key extends keyof T
      ? { [K in keyof T as K extends Key ? never : K]: T[K] } & MaybeOptional<
          Key,
          WithOptionalId<T[Key], Rest>,
          Rest
        >
      : T
    : never
  : T;

/** An object with one key, which is optional if it has the id or all of its value is optional. */
type MaybeOptional<
  Key extends string,
  Value,
  Rest extends readonly string[],
> = Rest extends readonly []
  ? { readonly [K in Key]?: Value }
  : Partial<Value> extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };

/** The parts of a message that may contain an id. The payload is the whole body. */
interface Parts {
  readonly payload: unknown;
  readonly headers?: unknown;
}

/** The parts of a message to be sent. */
interface Draft extends Parts {
  readonly headers?: object | undefined;
}

/** Returns the id at a place of a message; `undefined` if there is none. */
export function idAt(
  location: CorrelationLocation | undefined,
  { payload, headers }: Parts,
): CorrelationId | undefined {
  if (location === undefined) {
    return undefined;
  }
  const start: unknown = location.part === "header" ? headers : payload;
  const id = location.path.reduce(ownMember, start);
  return typeof id === "string" || typeof id === "number" ? id : undefined;
}

/** Returns the ids at all places where one of several messages has its id. */
export function idsIn(messages: Messages, parts: Parts): CorrelationId[] {
  return Object.values(messages).flatMap(
    ({ correlationId }) => idAt(correlationId, parts) ?? [],
  );
}

/** Returns a copy of a message with the id at its place; without an id, the message itself. */
export function withId(
  draft: Draft,
  location: CorrelationLocation | undefined,
  id: CorrelationId | undefined,
): Draft {
  if (location === undefined || id === undefined) {
    return draft;
  }
  const { payload, headers } = draft;
  const { part, path } = location;
  if (part === "payload") {
    return { payload: setMember(payload, path, id), headers };
  }
  const [name = ""] = path;
  return { payload, headers: { ...headers, [name]: id } };
}

/** Sets a value in copies of the objects around it. A value that is no object is left as it is. */
function setMember(
  value: unknown,
  [key, ...rest]: readonly string[],
  id: CorrelationId,
): unknown {
  if (key === undefined) {
    return id;
  }
  const isObject =
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (value !== undefined && !isObject) {
    return value;
  }
  return { ...value, [key]: setMember(ownMember(value, key), rest, id) };
}
