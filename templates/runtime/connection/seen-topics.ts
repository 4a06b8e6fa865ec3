/** The topics whose stored message somebody has received, as far as they are remembered. */

const MAX_TOPICS = 10_000;
/** Of all topics together, in UTF-16 units. */
const MAX_LENGTH = 1024 * 1024;

/** Whoever may publish can have the broker store messages on any number of topics. */
export class SeenTopics {
  readonly #topics = new Set<string>();
  #length = 0;

  /** Whether the topic is new; beyond the bounds each topic is, every time. */
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
