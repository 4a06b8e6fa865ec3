/** Reads messages that do not match the document, as far as quirks account for that. */
import type { ApiDescriptor, Assert, Encoding } from "../descriptor.js";
import type {
  DeviatingMessage,
  IncomingMode,
  IncomingQuirk,
  QuirkOptions,
} from "../quirk.js";
import type { Role } from "../role.js";
import { assumeType } from "../validation/accept.js";
import { onlyValid } from "../validation/first-valid.js";
import { ValidationError } from "../validation/validation-error.js";
import { formatOf } from "./encodings.js";
import { extraFields, rawText, unknownEnums } from "./general-quirks.js";
import { exactly, unchecked, type Reader } from "./reader.js";

/** What happens to messages that do not match the document. */
export interface IncomingRules {
  readonly mode: Exclude<IncomingMode, "strict">;
  readonly quirks: readonly IncomingQuirk[];
  /** Whether quirks look at all messages, also at those that match the document. */
  readonly isForAll: boolean;
}

/** Where a message comes from, and the rules for it; without rules, it has to match the document. */
export interface Judged {
  readonly rules?: IncomingRules | undefined;
  readonly kind?: DeviatingMessage["kind"];
  readonly operation?: DeviatingMessage["operation"];
}

/** Returns the rules of a client or mock server; `undefined` if messages have to match the document. */
export function incomingRules(
  api: Pick<ApiDescriptor, "name" | "quirks">,
  role: Role,
  options: {
    readonly incoming?: IncomingMode | undefined;
    readonly quirks?: QuirkOptions | undefined;
  },
): IncomingRules | undefined {
  const { incoming: mode = "tolerant" } = options;
  const { on = [], off = [] } = options.quirks ?? {};
  // Whoever receives what a client sends, as a mock server does, takes neither bare strings nor unknown values.
  const ofRole = role === "client" ? [rawText, unknownEnums] : [];
  const all = [extraFields, ...ofRole, ...(api.quirks ?? []), ...on];
  assertNamesOf([...all, rawText, unknownEnums], off, api.name);
  const quirks = [
    ...new Map(all.map((quirk) => [quirk.name, quirk])).values(),
  ].filter(({ name }) => !off.includes(name));
  const isForAll = quirks.some(({ repairsValid }) => repairsValid === true);
  return mode === "strict" ? undefined : { mode, quirks, isForAll };
}

function assertNamesOf(
  quirks: readonly IncomingQuirk[],
  names: readonly string[],
  api: string,
): void {
  const known = new Set(quirks.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `The API ${api} has no quirk named "${unknown}", which the option \`quirks\` switches off. Use one of ${[...known].join(", ")}`,
    );
  }
}

/**
 * Reads a message: exactly, or else as its rules permit. `read` may be called a second time. If the message is
 * refused, throws the `ValidationError` of the first time.
 */
export function readByRules<C>(
  judged: Judged,
  isOnlyMessage: boolean,
  read: (reader: Reader) => C,
): C {
  const { rules } = judged;
  if (rules === undefined) {
    return read(exactly);
  }
  if (isOnlyMessage && (rules.mode === "off" || rules.isForAll)) {
    return read(readerOf(rules, judged));
  }
  try {
    return read(exactly);
  } catch (error) {
    return readAgain(error, () => read(readerOf(rules, judged)));
  }
}

function readerOf(rules: IncomingRules, judged: Judged): Reader {
  return rules.mode === "off" ? unchecked : new TolerantReader(rules, judged);
}

function readAgain<C>(error: unknown, read: () => C): C {
  if (!(error instanceof ValidationError)) {
    throw error;
  }
  try {
    return read();
  } catch (second) {
    throw second instanceof ValidationError ? error : second;
  }
}

class TolerantReader implements Reader {
  readonly #quirks: readonly IncomingQuirk[];
  readonly #kind: DeviatingMessage["kind"];
  readonly #operation: DeviatingMessage["operation"];

  constructor(
    { quirks }: IncomingRules,
    { kind = "message", operation = { id: "", address: "" } }: Judged,
  ) {
    this.#quirks = quirks;
    this.#kind = kind;
    this.#operation = operation;
  }

  /** A message that several candidates could be is none of them, as with `oneOf`. */
  choose<C, R>(candidates: readonly C[], attempt: (candidate: C) => R): R {
    return onlyValid(candidates, attempt);
  }

  read<T>(check: Assert<T>, body: Uint8Array, encoding?: Encoding): T {
    return this.accept(check, this.#decode(body, encoding));
  }

  accept<T>(check: Assert<T>, value: unknown): T {
    return this.#judge(check, value, "payload");
  }

  acceptHeaders<T>(check: Assert<T>, value: unknown): T {
    return this.#judge(check, value, "headers");
  }

  #decode(body: Uint8Array, encoding?: Encoding): unknown {
    try {
      return formatOf(encoding).decode(body);
    } catch (error) {
      const text = String(formatOf("text").decode(body));
      const values = this.#quirks.map(({ readText }) => readText?.(text));
      const value = values.find((each) => each !== undefined);
      if (value === undefined) {
        throw error;
      }
      return value;
    }
  }

  /** Repairs a value, and returns it if quirks account for all issues that are left. */
  #judge<T>(
    check: Assert<T>,
    value: unknown,
    part: DeviatingMessage["part"],
  ): T {
    const { error, ...message } = this.#repair(check, {
      ...{ kind: this.#kind, part, operation: this.#operation, value },
      ...verdictOf(check, value),
    });
    if (error !== undefined && !this.#accepts(error, message)) {
      throw error;
    }
    return assumeType<T>(message.value);
  }

  #repair(check: Assert<unknown>, judged: Verdict): Verdict {
    return this.#quirks.reduce((before, { repair, repairsValid }) => {
      const isValid = before.error === undefined;
      const value =
        isValid && repairsValid !== true ? undefined : repair?.(before);
      if (value === undefined) {
        return before;
      }
      const after = { ...before, value, ...verdictOf(check, value) };
      return isValid && after.error !== undefined ? before : after;
    }, judged);
  }

  #accepts(
    { issues, allowsTolerance }: ValidationError,
    message: DeviatingMessage,
  ): boolean {
    return (
      allowsTolerance &&
      issues.every((issue) =>
        this.#quirks.some(({ accepts }) => accepts?.(issue, message) === true),
      )
    );
  }
}

/** A message, and why its value is not valid. */
interface Verdict extends DeviatingMessage {
  readonly error: ValidationError | undefined;
}

function verdictOf(
  check: Assert<unknown>,
  value: unknown,
): Pick<Verdict, "error" | "issues"> {
  try {
    check(value);
    return { error: undefined, issues: [] };
  } catch (error) {
    if (error instanceof ValidationError) {
      return { error, issues: error.issues };
    }
    throw error;
  }
}
