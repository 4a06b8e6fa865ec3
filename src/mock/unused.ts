import { didYouMean } from '../diagnostics/did-you-mean.js';
import { openName, type KnownTopic } from './known-topics.js';

/** For how many topics a similar one is searched: a client may send on any number of topics. */
const MAX_HINTS = 1_000;

/** Explains why no mock server uses the messages of a topic. */
export class UnusedTopics {
  readonly #known: KnownTopic[];
  #hints = 0;

  constructor(known: readonly KnownTopic[] = []) {
    this.#known = [...known];
  }

  /** Adds the topics of a mock server. */
  add(topics: readonly KnownTopic[]): void {
    for (const topic of topics) this.#known.push(topic);
  }

  /** Returns the reason; `undefined` if a mock server receives or reports the messages, or they are replies. */
  reasonFor(topic: string): string | undefined {
    if (topic.startsWith('$') || topic.split('/').includes('reply')) return undefined;
    if (this.#receives(topic)) return undefined;
    const direction = this.#wrongDirection(topic);
    if (direction !== undefined) return direction;
    return this.#isRefused(topic)
      ? undefined
      : (this.#otherVariables(topic) ?? this.#unknown(topic));
  }

  /** Whether a mock server sends on the topic. */
  sends(topic: string): boolean {
    return this.#known.some(
      ({ direction, anyVariables }) => direction === 'sent' && matches(anyVariables, topic),
    );
  }

  #receives(topic: string): boolean {
    return this.#known.some(
      ({ direction, template }) => direction === 'received' && matches(template, topic),
    );
  }

  /** Whether a mock server reports the messages, since a parameter has a value that is not allowed. */
  #isRefused(topic: string): boolean {
    return this.#known.some(
      ({ direction, template }) =>
        direction === 'received' && template.findForbidden(topic) !== undefined,
    );
  }

  #wrongDirection(topic: string): string | undefined {
    const found = this.#known.find(({ template }) => matches(template, topic));
    if (found === undefined) return undefined;
    return `the mock server sends ${found.operation} itself, and receives no messages of it`;
  }

  #otherVariables(topic: string): string | undefined {
    for (const { anyVariables, variables } of this.#known) {
      const found = new Map<string, unknown>(Object.entries(anyVariables.match(topic) ?? {}));
      for (const [name, own] of Object.entries(variables)) {
        const other = found.get(openName(name));
        if (typeof other !== 'string' || other === own) continue;
        return `${name} is "${other}" in this topic, and "${own}" for this mock server; to use that, pass --var ${name}=${other}`;
      }
    }
    return undefined;
  }

  #unknown(topic: string): string {
    const similar = this.#similar(topic);
    const hint = similar === undefined ? '' : `; did you mean ${similar}?`;
    return `no operation has this topic${hint}`;
  }

  /** Returns the known topic that is most similar behind the levels that it shares. */
  #similar(topic: string): string | undefined {
    this.#hints += 1;
    if (this.#hints > MAX_HINTS) return undefined;
    const received = this.#known.filter(({ direction }) => direction === 'received');
    const filled = received.map(({ text }) => fillFrom(topic, text));
    const most = filled.reduce((best, each) => Math.max(best, sharedLevels(each, topic)), 0);
    // With one shared level, a mistake in a short word is a small part of what is compared.
    const shared = Math.max(0, most - 1);
    const rests = new Map(
      filled
        .filter((each) => sharedLevels(each, topic) === most)
        .map((each) => [restOf(each, shared), each]),
    );
    const best = didYouMean(restOf(topic, shared), [...rests.keys()]);
    return best === undefined ? undefined : rests.get(best);
  }
}

function matches(template: KnownTopic['template'], topic: string): boolean {
  return template.match(topic) !== undefined;
}

/** Fills the parameters of a known topic with the levels of another topic. */
function fillFrom(topic: string, known: string): string {
  const levels = topic.split('/');
  return known
    .split('/')
    .map((level, index) => (level.includes('{') ? (levels[index] ?? level) : level))
    .join('/');
}

function sharedLevels(left: string, right: string): number {
  const others = right.split('/');
  const levels = left.split('/');
  const end = levels.findIndex((level, index) => level !== others[index]);
  return end < 0 ? levels.length : end;
}

function restOf(topic: string, levels: number): string {
  return topic.split('/').slice(levels).join('/');
}
