/**
 * How EVerest is known to deviate from its documents in what it sends. The rules are read from its source (main of
 * August 2026, and release 2026.02). Clients of EVerest's APIs apply them unless `incoming` or `quirks` says otherwise.
 */
import type { DeviatingMessage, IncomingQuirk } from "../quirk.js";
import type { ValidationIssue } from "../validation/validation-error.js";
import { ownMember } from "../messages/own-member.js";
import { replaceAt } from "./edit.js";

type Issue = ValidationIssue;

/** The table of events has a typing error: the name of `SessionResumed` ends with a colon on the wire. */
const sessionResumedColon: IncomingQuirk = {
  name: "session-resumed-colon",
  repair: fromEverest((message) =>
    replaceEach(message, "SessionResumed", ({ keyword, received }) => {
      return keyword === "enum" && received === "SessionResumed:";
    }),
  ),
};

/**
 * Events outside a session, `ReservationStart` and `ReservationEnd`, are sent without filling in their time. Handlers
 * receive the empty string, since nobody knows the time.
 */
const emptyTimestamp: IncomingQuirk = {
  name: "empty-timestamp",
  accepts: ({ path, keyword, received }, message) =>
    isFromEverest(message) &&
    keyword === "format" &&
    path === "/timestamp" &&
    received === "" &&
    ownMember(message.value, "uuid") === "",
};

/**
 * The counters of `session_info` are uninitialised memory until the first session starts, which sets
 * `session_start_time`. Those that the document does not allow become 0.
 */
const uninitialisedSessionInfo: IncomingQuirk = {
  name: "uninitialised-session-info",
  repair: fromEverest((message) => {
    const isBefore =
      ownMember(message.value, "session_start_time") === undefined;
    return isBefore && isVariable(message, "session_info")
      ? replaceEach(message, 0, ({ keyword }) => keyword === "minimum")
      : undefined;
  }),
};

/**
 * A string literal is published as the boolean `true`, and `null` is one, so `true` is the answer to `…/get` for a
 * variable without a value. It becomes `null`, if the document allows that and not `true`.
 */
const latchedTrue: IncomingQuirk = {
  name: "latched-true",
  repair: fromEverest(nullForTrue),
};

/**
 * The same for boolean variables, where `true` may be the value, too: `getX` gives `null` instead of `true`. Not among
 * the quirks of EVerest, since it is a guess.
 *
 * @example
 * quirks: { on: [latchedBoolean] }
 */
export const latchedBoolean: IncomingQuirk = {
  name: "latched-boolean",
  repairsValid: true,
  repair: fromEverest(nullForTrue),
};

/** The request `stop_transaction` of the powermeter has the bare id of the transaction as its payload. */
const stopTransactionString: IncomingQuirk = {
  name: "stop-transaction-string",
  repair: fromEverest(({ kind, operation: { address }, value }) => {
    const id = ownMember(value, "payload");
    return kind === "request" &&
      address === "e2m/stop_transaction" &&
      typeof id === "string"
      ? replaceAt(value, "/payload", { transaction_id: id })
      : undefined;
  }),
};

/** The list of energy transfer modes is sent as the structure that has it: `{ "modes": […] }`. */
const energyTransferModesObject: IncomingQuirk = {
  name: "energy-transfer-modes-object",
  repair: fromEverest((message) =>
    isVariable(message, "supported_energy_transfer_modes")
      ? ownMember(message.value, "modes")
      : undefined,
  ),
};

/** A structure whose members are all optional, and absent, is sent as `null`. It becomes `{}`. */
const nullStruct: IncomingQuirk = {
  name: "null-struct",
  repair: fromEverest((message) =>
    replaceEach(message, {}, ({ keyword, received, expected }) => {
      return keyword === "type" && received === null && expected === "object";
    }),
  ),
};

const ERROR_TOPICS =
  /^(?:e2m\/error_(?:raised|cleared)|m2e\/(?:active|get)_errors)$/;

/**
 * Errors are reported with an empty message, which the document wants to be longer, and with module ids of one
 * character. An error that concerns safety must arrive all the same.
 */
const shortErrorTexts: IncomingQuirk = {
  name: "short-error-texts",
  accepts: ({ path, keyword }, message) =>
    isFromEverest(message) &&
    keyword === "minLength" &&
    ERROR_TOPICS.test(message.operation.address) &&
    /\/(?:message|module_id)$/.test(path),
};

/** The quirks of EVerest. Clients and mock servers of its APIs have them, for messages that EVerest sends. */
export const everestQuirks: readonly IncomingQuirk[] = [
  sessionResumedColon,
  emptyTimestamp,
  uninitialisedSessionInfo,
  latchedTrue,
  stopTransactionString,
  energyTransferModesObject,
  nullStruct,
  shortErrorTexts,
];

type Repair = NonNullable<IncomingQuirk["repair"]>;

/** Limits a repair to what EVerest sends: whoever tests another program wants to know what that one does wrong. */
function fromEverest(repair: Repair): Repair {
  return (message) =>
    isFromEverest(message) && message.part === "payload"
      ? repair(message)
      : undefined;
}

/** EVerest sends on `e2m/…`, and replies to requests on `m2e/…`. */
function isFromEverest({ kind, operation }: DeviatingMessage): boolean {
  return operation.address.startsWith(kind === "reply" ? "m2e/" : "e2m/");
}

/** Whether a message has the value of a variable, or replies to the request for it. */
function isVariable(
  { operation: { address } }: DeviatingMessage,
  name: string,
): boolean {
  return address === `e2m/${name}` || address === `m2e/${name}/get`;
}

function nullForTrue({ kind, operation, value }: DeviatingMessage): unknown {
  const isGet = kind === "reply" && operation.address.endsWith("/get");
  return isGet && value === true ? null : undefined;
}

/** Replaces the parts whose issues are of a kind; `undefined` if there is none. */
function replaceEach(
  { value, issues }: DeviatingMessage,
  part: unknown,
  isMeant: (issue: Issue) => boolean,
): unknown {
  const meant = issues.filter(isMeant);
  return meant.length === 0
    ? undefined
    : meant.reduce(
        (changed, { path }) => replaceAt(changed, path, part),
        value,
      );
}
