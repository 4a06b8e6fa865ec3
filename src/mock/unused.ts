import { didYouMean } from '../diagnostics/did-you-mean.js';
import { openName, type KnownTopic, type TopicOwner } from './known-topics.js';

/** For how many topics a similar one is searched: a client may send on any number of topics. */
const MAX_HINTS = 1_000;

/** Explains why no mock server uses the messages of a topic. There may be thousands of mock servers. */
export class UnusedTopics {
  /** The topics without parameters, by their names. */
  readonly #fixed = new Map<string, KnownTopic[]>();
  /** The topics with parameters. */
  readonly #open: KnownTopic[] = [];
  /** One of all topics that differ only in the values of server variables. */
  readonly #kinds = new Map<string, KnownTopic>();
  /** The topics of each mock server. */
  readonly #owned = new Map<TopicOwner, KnownTopic[]>();
  #hints = 0;

  constructor(known: readonly KnownTopic[] = []) {
    this.add(known);
  }

  /** Adds the topics of a mock server. */
  add(topics: readonly KnownTopic[]): void {
    for (const topic of topics) {
      const { text, openText, direction, owner } = topic;
      if (text.includes('{')) this.#open.push(topic);
      else addTo(this.#fixed, text, topic);
      addTo(this.#owned, owner, topic);
      const kind = `${direction} ${openText}`;
      if (!this.#kinds.has(kind)) this.#kinds.set(kind, topic);
    }
  }

  /** Returns the reason; `undefined` if a mock server receives or reports the messages, or they are replies. */
  reasonFor(topic: string): string | undefined {
    if (topic.startsWith('$') || topic.split('/').includes('reply')) return undefined;
    const found = this.#matching(topic);
    if (found.some(({ direction }) => direction === 'received')) return undefined;
    const [sent] = found;
    if (sent !== undefined) {
      return `the mock server sends ${sent.operation} itself, and receives no messages of it`;
    }
    return this.#isRefused(topic)
      ? undefined
      : (this.#otherVariables(topic) ?? this.#unknown(topic));
  }

  /** Whether a mock server sends on the topic. */
  sends(topic: string): boolean {
    return [...this.#kinds.values()].some(
      ({ direction, anyVariables }) => direction === 'sent' && matches(anyVariables, topic),
    );
  }

  #matching(topic: string): readonly KnownTopic[] {
    const fixed = this.#fixed.get(topic) ?? [];
    return [...fixed, ...this.#open.filter(({ template }) => matches(template, topic))];
  }

  /** Whether a mock server reports the messages, since a parameter has a value that is not allowed. */
  #isRefused(topic: string): boolean {
    return this.#open.some(
      ({ direction, template }) =>
        direction === 'received' && template.findForbidden(topic) !== undefined,
    );
  }

  #otherVariables(topic: string): string | undefined {
    for (const { anyVariables, variables } of this.#kinds.values()) {
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
    const received = this.#nearest(topic).filter(({ direction }) => direction === 'received');
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

  /** Returns the topics of the mock servers whose prefix is the nearest: of each API, one mock server. */
  #nearest(topic: string): readonly KnownTopic[] {
    const nearest = new Map<string, TopicOwner>();
    const sharedWith = ({ prefix }: TopicOwner): number => sharedLevels(prefix, topic);
    for (const owner of this.#owned.keys()) {
      const best = nearest.get(owner.api);
      if (best === undefined || sharedWith(owner) > sharedWith(best)) nearest.set(owner.api, owner);
    }
    return [...nearest.values()].flatMap((owner) => this.#owned.get(owner) ?? []);
  }
}

function addTo<K>(lists: Map<K, KnownTopic[]>, key: K, topic: KnownTopic): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [topic]);
  else list.push(topic);
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
