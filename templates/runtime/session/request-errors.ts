/** The errors of requests that get no reply. */
import type { Outgoing } from "../connection/outgoing.js";
import type { OperationDescriptor } from "../descriptor.js";
import {
  ConnectionError,
  PublishError,
  reasonOf,
  TimeoutError,
  type Delivery,
} from "../errors.js";
import type { Parcel } from "./publish.js";
import type { Session } from "./session.js";

/** What is known of a request on its way. */
export interface Progress {
  /** The request in the outbox; `undefined` before the inbox of the reply is open. */
  outgoing: Outgoing | undefined;
  /** Why the latest reply was not accepted. */
  invalidReply: unknown;
}

/** Whether the peer may have the request. */
export function wasSent({ outgoing }: Progress): boolean {
  return outgoing !== undefined && outgoing.handOvers > 0;
}

/** Creates the error of a request that does not survive the end of its connection. */
export function connectionEnded({ operation, topic }: Parcel): ConnectionError {
  return new ConnectionError(
    `The connection ended while ${operation.id}, sent on ${topic}, waited for its reply. The peer may have carried it out. To wait for the reply nevertheless, set \`whenDisconnected: "wait"\``,
  );
}

/** Creates the error of a request whose topic nobody has subscribed to. */
export function nobodyListens({ operation, topic }: Parcel): PublishError {
  return new PublishError(
    `Nobody can answer ${operation.id}: the broker says that nobody has subscribed to ${topic}. Check that the peer is running, and that it uses the same server variables and channel parameters`,
  );
}

/** Creates the error of the deadline of a request. */
export function replyMissing(
  { counts: { lastMessageAt }, connection }: Session,
  { operation, topic }: Parcel,
  { timeoutMs, progress }: { timeoutMs: number; progress: Progress },
): TimeoutError {
  const { outgoing, invalidReply } = progress;
  const delivery = outgoing?.delivery ?? "queued";
  const awaited = `the reply to ${operation.id}`;
  const lastMessageMs =
    lastMessageAt === undefined ? undefined : Date.now() - lastMessageAt;
  const what = { topic, awaited, timeoutMs, delivery, lastMessageMs };
  if (invalidReply !== undefined) {
    const cause = `a reply arrived, but it was not valid: ${reasonOf(invalidReply)}`;
    return new TimeoutError(
      { ...what, likelyCauses: [cause] },
      { cause: invalidReply },
    );
  }
  const likelyCauses = [
    ...handlerCauses(connection.unacknowledged),
    ...BROKER_CAUSES[delivery],
    ...(delivery === "queued" ? [] : peerCauses(operation, lastMessageMs)),
  ];
  return new TimeoutError({ ...what, likelyCauses });
}

const BROKER_CAUSES: Readonly<Record<Delivery, readonly string[]>> = {
  queued: [
    "the connection to the broker is down; the request was withdrawn and is not sent later",
    "the broker has not granted the subscription to the replies",
  ],
  sent: [
    "the connection to the broker is broken, which is not noticed yet",
    "the connection ended after the request was sent, and there is no new one",
  ],
  acknowledged: [],
};

/** A broker sends no reply while too many messages before it are not acknowledged. */
function handlerCauses(unacknowledged: number): string[] {
  return unacknowledged === 0
    ? []
    : [
        `the broker sends no more messages until handlers with \`acknowledge: "afterHandler"\` have finished, of which ${unacknowledged} messages wait: do not await a reply in such a handler, or send the request with a client on another connection`,
      ];
}

function peerCauses(
  operation: OperationDescriptor,
  lastMessageMs: number | undefined,
): string[] {
  const absent =
    "no peer is subscribed to this topic: it is not running, or it uses other server variables or channel parameters";
  const busy = [
    "the peer refused the request without sending a reply",
    "the peer needs more time: set a larger `timeoutMs`",
  ];
  const unmatched =
    "correlationId" in operation
      ? [
          "the replies have another correlation id than the request, or none: see `correlationId` in the document",
        ]
      : [];
  const isAlive = lastMessageMs !== undefined && lastMessageMs < ALIVE_MS;
  return isAlive
    ? [
        `a message arrived ${lastMessageMs} ms ago, so the peer probably runs: ${busy[0]}`,
        ...busy.slice(1),
        ...unmatched,
        absent,
      ]
    : [absent, ...busy, ...unmatched];
}

/** If the latest message is younger, the peer probably runs: many peers send a heartbeat each second. */
const ALIVE_MS = 3000;
