/** Why a connection was lost, or an attempt to connect has failed. */
import type { Packet } from "mqtt";
import { BindingError, ConnectionError, reasonOf } from "../errors.js";
import { reasonFor, type Policy } from "./reasons.js";

/** A connection that was lost, or an attempt that has failed. */
export interface Loss {
  readonly error: ConnectionError;
  readonly policy: Policy;
  /** Whether the connection was closed without any error, e.g. by a short network failure. */
  readonly isSilent: boolean;
  /** Whether the broker may have ended the connection because of a message that it does not accept. */
  readonly mayBeRefusal: boolean;
}

/** What some errors of `mqtt` mean. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ["connack timeout", "the broker did not answer within `connectTimeoutMs`"],
  ["Keepalive timeout", "the broker did not answer within the keepalive time"],
]);

/** Errors of a network that is broken, so that it was not the broker that ended the connection. */
const BROKEN_NETWORK: ReadonlySet<unknown> = new Set([
  "Keepalive timeout",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "ETIMEDOUT",
]);

/** Returns the reason code with which a packet refuses or ends the connection. */
export function refusalIn(packet: Packet): number | undefined {
  if (packet.cmd === "connack") {
    const code = packet.reasonCode ?? packet.returnCode ?? 0;
    return code === 0 ? undefined : code;
  }
  return packet.cmd === "disconnect" ? (packet.reasonCode ?? 0) : undefined;
}

/** Describes a loss, by the reason code of the broker, else by the first error. */
export function lossOf(refusal: number | undefined, cause: unknown): Loss {
  const rest = { isSilent: false, mayBeRefusal: isOfBroker(cause) };
  if (refusal !== undefined) {
    const { meaning, policy, fix } = reasonFor(refusal);
    const code = `0x${refusal.toString(16).padStart(2, "0")}`;
    const text = `The connection failed: ${meaning} (reason code ${code}). ${fix}`;
    return { error: lost(text, cause), policy, ...rest };
  }
  if (cause !== undefined) {
    const reason = reasonOf(cause);
    const text = MEANINGS.get(reason) ?? reason;
    const error = lost(`The connection failed: ${text}`, cause);
    return { error, policy: "retry", ...rest };
  }
  const error = lost("The broker or the network closed the connection", cause);
  return { error, policy: "retry", ...rest, isSilent: true };
}

/** Whether the broker may have ended the connection: neither a broken network nor this client has. */
function isOfBroker(cause: unknown): boolean {
  const isOwn = cause instanceof BindingError;
  return !isOwn && !BROKEN_NETWORK.has(codeOf(cause) ?? reasonOf(cause));
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null
    ? Reflect.get(error, "code")
    : undefined;
}

/** Says what is likely if connections are closed again and again without a reason. */
export function repeatedLoss(count: number): ConnectionError {
  return new ConnectionError(
    `The connection was closed ${count} times in a row without a reason. Either another client has the same client id, and each one ends the connection of the other: give each client an id of its own. Or the broker refuses the client without saying why: see its log`,
  );
}

function lost(message: string, cause: unknown): ConnectionError {
  return new ConnectionError(message, { cause });
}
