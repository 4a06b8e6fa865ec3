/**
 * What a client does when the broker refuses or ends its connection. The codes of MQTT 3.1.1 (1 to 5) and of
 * MQTT 5 (from 0x80) do not overlap.
 */

/** `retry`: with growing delays. `slowly`: with the longest delay at once. `stop`: never again. */
export type Policy = "retry" | "slowly" | "stop";

/** Why a broker refuses or ends a connection, and what the client does then. */
export interface Reason {
  readonly meaning: string;
  readonly policy: Policy;
  /** What the user can do about it. */
  readonly fix: string;
}

const CREDENTIALS = "Check user name, password and `credentials`";
const VERSION = "Set `mqtt: { protocolVersion }` to 4 or 5";
const CLIENT_ID = "Set another `mqtt: { clientId }`";
const LIMITS = "Check the limits of the broker for this client";
const MOVED = "Set the `url` of the other broker";

/**
 * The reasons that are not simply retried. Sources: CONNACK of MQTT 3.1.1, table 3.1 in section 3.2.2.3; CONNACK
 * of MQTT 5, section 3.2.2.2; DISCONNECT of MQTT 5, section 3.14.2.1.
 */
const REASONS: ReadonlyMap<number, Reason> = new Map([
  // MQTT 3.1.1, CONNACK.
  [0x01, stop("the broker does not speak this version of MQTT", VERSION)],
  [0x02, stop("the broker does not allow this client id", CLIENT_ID)],
  [0x03, retry("the broker is not available")],
  [0x04, slowly("user name or password is wrong", CREDENTIALS)],
  [0x05, slowly("the client is not authorised", CREDENTIALS)],
  // MQTT 5, CONNACK and DISCONNECT: the same at each attempt, or the broker wants no further one.
  [0x84, stop("the broker does not speak this version of MQTT", VERSION)],
  [0x85, stop("the broker does not allow this client id", CLIENT_ID)],
  [0x8a, stop("the client is banned", "Ask the operator of the broker")],
  [0x8c, stop("the authentication method is not supported", CREDENTIALS)],
  // Reconnecting would end the other client, which would reconnect as well.
  [
    0x8e,
    stop(
      "another client with the same client id has connected",
      "Give each client a client id of its own",
    ),
  ],
  [0x86, slowly("user name or password is wrong", CREDENTIALS)],
  [0x87, slowly("the client is not authorised", CREDENTIALS)],
  [0x95, slowly("a packet was too large for the broker", LIMITS)],
  [0x96, slowly("the client sent too many messages", LIMITS)],
  [0x97, slowly("a quota of the broker is exceeded", LIMITS)],
  [0x98, slowly("an operator ended the connection", LIMITS)],
  [0x9c, slowly("the client is to use another broker for now", MOVED)],
  [0x9d, slowly("the broker has moved", MOVED)],
  [0x9f, slowly("the client connects too often", LIMITS)],
  // Retried with growing delays, like all other reasons.
  [0x88, retry("the broker is not available")],
  [0x89, retry("the broker is busy")],
  [0x8b, retry("the broker shuts down")],
  [0x8d, retry("the broker heard nothing from the client in time")],
  [0xa0, retry("the connection reached the longest time that is allowed")],
]);

/** Returns what a reason code of CONNACK or DISCONNECT means. */
export function reasonFor(code: number): Reason {
  return REASONS.get(code) ?? retry("the broker gave no known reason");
}

function stop(meaning: string, fix: string): Reason {
  return { meaning, policy: "stop", fix };
}

function slowly(meaning: string, fix: string): Reason {
  return { meaning, policy: "slowly", fix };
}

function retry(meaning: string): Reason {
  return { meaning, policy: "retry", fix: "The client reconnects by itself" };
}
