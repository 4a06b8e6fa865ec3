/** Opens the inboxes for replies that are matched by a declared correlation id. */
import {
  CorrelatedInbox,
  type ReadIds,
} from "../connection/correlated-inbox.js";
import type { ReplyInbox } from "../connection/inbox.js";
import type { ExchangeOperation } from "../descriptor.js";
import { idsIn } from "../messages/correlation-id.js";
import { formatOf } from "../messages/encodings.js";
import { headersOf, type IncomingMessage } from "../messages/message.js";
import type { Session } from "./session.js";

/**
 * Returns the inbox for the replies of an operation at the topics of another inbox. Operations whose
 * replies have the same topics, and their ids at the same places, share it.
 */
export function correlatedInboxOf(
  session: Session,
  { replies }: ExchangeOperation,
  topics: ReplyInbox,
): ReplyInbox {
  const places = Object.values(replies).map(
    ({ correlationId }) => correlationId,
  );
  const key = JSON.stringify([topics.filter, places]);
  const known = session.correlatedInboxes.get(key);
  if (known !== undefined) {
    return known;
  }
  const inbox = new CorrelatedInbox(topics, idReader(session, replies));
  session.correlatedInboxes.set(key, inbox);
  const { connection } = session;
  session.subscriptions.add({
    close: () => connection.unsubscribe(inbox.filter, inbox.receive),
  });
  return inbox;
}

function idReader(
  session: Session,
  replies: ExchangeOperation["replies"],
): ReadIds {
  const hasIdInPayload = Object.values(replies).some(
    ({ correlationId }) => correlationId?.part === "payload",
  );
  return (message) => {
    const payload = hasIdInPayload ? readJson(session, message) : undefined;
    return idsIn(replies, { payload, headers: headersOf(message) });
  };
}

/** Returns `undefined` for a message that is too large or no JSON. */
function readJson(session: Session, message: IncomingMessage): unknown {
  try {
    return formatOf("json").decode(session.assertSize(message).body);
  } catch {
    return undefined;
  }
}
