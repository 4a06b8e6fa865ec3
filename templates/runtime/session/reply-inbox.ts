/** The inbox of the replies to a request. */
import type { ReplyInbox, Waiter } from "../connection/inbox.js";
import type { ExchangeOperation } from "../descriptor.js";
import { givenIdOf } from "../messages/request-codec.js";
import { correlatedInboxOf } from "./correlated-replies.js";
import type { Session } from "./session.js";

/** Returns the inbox of the replies, which matches them by their correlation ids if they have some. */
export function inboxOf(
  session: Session,
  operation: ExchangeOperation,
  parameters: object | undefined,
): ReplyInbox {
  const topics = topicInboxOf(session, operation, parameters);
  return operation.correlationId === undefined
    ? topics
    : correlatedInboxOf(session, operation, topics);
}

/** Returns the shared inbox if the document has one topic for all replies, else the own inbox. */
function topicInboxOf(
  session: Session,
  operation: ExchangeOperation,
  parameters: object | undefined,
): ReplyInbox {
  const topic =
    operation.envelope === "properties"
      ? session.replyTopicOf(operation, parameters)
      : undefined;
  return topic === undefined
    ? session.topics.inboxes.ownAt(session.replyTopic)
    : session.topics.inboxes.sharedAt(topic);
}

/** Reserves the reply topic of a request, and the ids that its replies have. */
export function reserve(
  inbox: ReplyInbox,
  operation: ExchangeOperation,
  request: { readonly payload: unknown; readonly headers: object | undefined },
): Waiter {
  const isCorrelated = operation.envelope === "properties";
  const { correlationId: requestId } = operation;
  return requestId === undefined
    ? inbox.reserve({ isCorrelated })
    : inbox.reserve({
        isCorrelated,
        requestId,
        id: givenIdOf(operation, request),
      });
}
