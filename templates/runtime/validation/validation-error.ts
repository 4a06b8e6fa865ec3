/** The error of a value that does not match its schema, and the issues in it. */
import { BindingError } from "../errors.js";
import { visibleLine } from "../visible.js";

/** One way in which a value does not match its schema. Long strings are cut and end with `…`. */
export interface ValidationIssue {
  /**
   * JSON pointer (RFC 6901) to the invalid part; empty for the value as a whole. A pointer of more
   * than 1000 characters is cut.
   */
  readonly path: string;
  /** The JSON Schema keyword that failed, or another check, e.g. `json` if the bytes are not JSON. */
  readonly keyword: string;
  /** What is wrong, in words, without the path. */
  readonly message: string;
  /** What the schema expects, in words. */
  readonly expected: string;
  /** The invalid value; `undefined` if it is missing. */
  readonly received: unknown;
}

/** The largest number of issues in an error. A message may have millions of invalid values. */
export const MAX_ISSUES = 100;
/** The largest total length of the strings in the issues of an error. */
const MAX_ISSUES_LENGTH = 64 * 1024;

/** How many issues the message of an error lists. */
const SHOWN_ISSUES = 5;

/**
 * A value does not match the document.
 *
 * @example
 * ```ts
 * try {
 *   assertSessionEvent(value);
 * } catch (error) {
 *   if (!(error instanceof ValidationError)) throw error;
 *   for (const { path, expected, received } of error.issues) {
 *     console.error(path, expected, received);
 *   }
 * }
 * ```
 */
export class ValidationError extends BindingError {
  override readonly name = "ValidationError";
  static readonly code = "VALIDATION";
  readonly code = "VALIDATION";
  /** What was validated, e.g. `SessionEvent`, or `SessionEvent (received on a/b)`. */
  readonly subject: string;
  /** The first issues: at least one, at most 100, and at most 64 KiB of text. */
  readonly issues: readonly ValidationIssue[];
  /** Whether `issues` has every issue; `false` if there may be more. */
  readonly isComplete: boolean;
  /**
   * Whether `incoming: "tolerant"` may accept the value if it accepts each issue. Not with more issues than are
   * listed, inside `oneOf`, `anyOf`, `not` or `if`, or where the value would not have its type.
   */
  readonly allowsTolerance: boolean;

  constructor(
    subject: string,
    issues: readonly ValidationIssue[],
    { isComplete = true, allowsTolerance = false }: IssueFacts = {},
  ) {
    const kept = withinBounds(issues);
    const isWhole = isComplete && kept.length === issues.length;
    super(`${subject} is not valid: ${describeIssues(kept, isWhole)}`);
    this.subject = visibleLine(subject);
    this.issues = kept.map((issue) => ({
      ...issue,
      message: visibleLine(issue.message),
      expected: visibleLine(issue.expected),
    }));
    this.isComplete = isWhole;
    this.allowsTolerance = isWhole && allowsTolerance;
  }
}

interface IssueFacts {
  readonly isComplete?: boolean;
  readonly allowsTolerance?: boolean;
}

function withinBounds(
  issues: readonly ValidationIssue[],
): readonly ValidationIssue[] {
  let length = 0;
  return issues.slice(0, MAX_ISSUES).filter((issue, index) => {
    length += issue.path.length + issue.message.length + issue.expected.length;
    return index === 0 || length <= MAX_ISSUES_LENGTH;
  });
}

function describeIssues(
  issues: readonly ValidationIssue[],
  isComplete: boolean,
): string {
  const shown = issues.slice(0, SHOWN_ISSUES).map(describeIssue).join("; ");
  const hidden = issues.length - SHOWN_ISSUES;
  if (hidden > 0) {
    return `${shown}; and ${isComplete ? "" : "at least "}${hidden} more`;
  }
  return isComplete ? shown : `${shown}; there may be more issues`;
}

function describeIssue({ path, message }: ValidationIssue): string {
  return path === "" ? message : `${path} ${message}`;
}
