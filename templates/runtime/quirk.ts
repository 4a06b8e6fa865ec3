/** Quirks: known ways in which peers send what their document does not allow. */
import type { ValidationIssue } from "./validation/validation-error.js";

/**
 * How incoming messages are validated. Outgoing messages always have to match the document.
 *
 * - `tolerant`: a message that does not match is accepted if quirks account for every issue.
 * - `strict`: a message that does not match is refused.
 * - `off`: messages are decoded and not validated, so their types may be wrong. If an operation has several
 *   messages, the validators still tell them apart.
 */
export type IncomingMode = "strict" | "tolerant" | "off";

/** A message that does not match the document, as a quirk sees it. */
export interface DeviatingMessage {
  readonly kind: "message" | "request" | "reply";
  /** Which part of the message does not match. */
  readonly part: "payload" | "headers";
  /** The operation. A reply has that of its request. */
  readonly operation: { readonly id: string; readonly address: string };
  /** The decoded payload, with its envelope if it has one, or the headers. Must not be changed. */
  readonly value: unknown;
  /** What is wrong with the value; empty for `repairsValid` if nothing is. */
  readonly issues: readonly ValidationIssue[];
}

/** A known way in which a peer does not send what its document says. */
export interface IncomingQuirk {
  /** Identifies the quirk in the option `quirks`, e.g. `extra-fields`. */
  readonly name: string;
  /**
   * Whether the value may keep an issue. Only for issues that leave the value of its declared type. It is not asked
   * about values inside `oneOf`, `anyOf`, `not` and `if`, for which the document holds exactly.
   */
  readonly accepts?: (
    issue: ValidationIssue,
    message: DeviatingMessage,
  ) => boolean;
  /** Returns the value that the peer means, which is validated again; `undefined` if the quirk does not apply. */
  readonly repair?: (message: DeviatingMessage) => unknown;
  /** Whether `repair` is also called for messages that match the document. */
  readonly repairsValid?: boolean;
  /** Returns the value of a body that is not JSON, which is validated; `undefined` if the quirk does not apply. */
  readonly readText?: (text: string) => unknown;
}

/** Which quirks apply, beside those of the API. */
export interface QuirkOptions {
  /** Further quirks. One with the name of another replaces it. */
  readonly on?: readonly IncomingQuirk[] | undefined;
  /** The names of quirks that do not apply, e.g. `['raw-text']`. */
  readonly off?: readonly string[] | undefined;
}
