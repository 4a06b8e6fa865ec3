/** Remembers topics whose retained message a listener has received, up to a limit. */

const MAX_TOPICS = 10_000;
/** The largest total length of all topics, in UTF-16 code units. */
const MAX_LENGTH = 1024 * 1024;

/** A limited set of topics: publishers can make a broker retain messages on any number of topics. */
export class SeenTopics {
  readonly #topics = new Set<string>();
  #length = 0;

  /** Adds a topic; returns whether it is new. Beyond the limits, topics are not remembered. */
  add(topic: string): boolean {
    if (this.#topics.has(topic)) {
      return false;
    }
    if (
      this.#topics.size < MAX_TOPICS &&
      this.#length + topic.length <= MAX_LENGTH
    ) {
      this.#topics.add(topic);
      this.#length += topic.length;
    }
    return true;
  }
}
