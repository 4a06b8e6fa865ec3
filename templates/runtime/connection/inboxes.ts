/** The inboxes for replies on one connection. */
import type { IClientOptions } from "mqtt";
import { Inbox, type ReplyBase, type ReplyInbox } from "./inbox.js";
import type { Listener } from "../messages/message.js";
import { randomHex } from "./random.js";
import { SharedInbox } from "./shared-inbox.js";

/** With more inboxes at topics of the document, those that no request waits for are closed. */
const MAX_SHARED = 100;

/** What the inboxes need from their connection. */
export interface InboxHost {
  readonly options: IClientOptions;
  /** Ends the subscription to an inbox. */
  readonly close: (inbox: ReplyInbox) => void;
  /** Called for each message that is not the reply to a pending request. */
  readonly onIgnored: Listener;
}

/** Creates inboxes, and keeps those that are in use. */
export class Inboxes {
  readonly #host: InboxHost;
  /** By what their topics start with. */
  readonly #own = new Map<string, Inbox>();
  readonly #shared = new Map<string, SharedInbox>();

  constructor(host: InboxHost) {
    this.#host = host;
  }

  /**
   * Returns the inbox below a topic. All callers with this topic share it. Callers with a default share one inbox, at
   * the topic of the first of them.
   */
  ownAt({ topic, isDefault }: ReplyBase): Inbox {
    const key = isDefault ? "" : topic;
    const known = this.#own.get(key);
    const inbox =
      known ?? new Inbox(topic, this.#host.onIgnored, nameFor(this.#host));
    this.#own.set(key, inbox);
    return inbox;
  }

  /** Returns the inbox at a topic that the document has for all replies. */
  sharedAt(topic: string): SharedInbox {
    const known = this.#shared.get(topic);
    if (known !== undefined) {
      return known;
    }
    if (this.#shared.size >= MAX_SHARED) {
      this.#closeIdle();
    }
    const inbox = new SharedInbox(topic, this.#host.onIgnored);
    this.#shared.set(topic, inbox);
    return inbox;
  }

  /** Topics with parameters would otherwise add a subscription for each value. */
  #closeIdle(): void {
    for (const [topic, inbox] of this.#shared) {
      if (inbox.isIdle) {
        this.#shared.delete(topic);
        this.#host.close(inbox);
      }
    }
  }
}

/**
 * Returns the level of the topic that tells clients apart. A persistent session keeps its subscriptions, so there the
 * level is the same in each program; the last level of a reply topic is always random.
 */
function nameFor({ options }: InboxHost): string {
  const { clean = true, clientId = "" } = options;
  return clean || clientId === ""
    ? randomHex()
    : clientId.replace(
        /[/+#%\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu,
        (char) => `%${char.charCodeAt(0).toString(16)}`,
      );
}
