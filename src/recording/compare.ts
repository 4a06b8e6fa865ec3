import { createTwoFilesPatch } from 'diff';
import { matchesFilter } from '../../templates/runtime/topics/topic.js';
import { byCodePoint } from '../system/code-point-order.js';
import type { RecordedMessage } from './recorded-message.js';

/** The names of two recordings, for the heading of their differences. */
export interface Names {
  readonly before: string;
  readonly after: string;
}

/**
 * Compares two recordings topic by topic, since brokers keep the order of messages of one topic only. Returns a
 * unified diff, or nothing if they differ in times and ids alone.
 *
 * Times are strings in the format of ISO 8601. Ids are UUIDs, and other strings of 16 or more hexadecimal digits.
 * Each id becomes a number in the order of its first occurrence in a topic, so that two messages with one id still
 * have one.
 */
export function compareRecordings(
  before: readonly RecordedMessage[],
  after: readonly RecordedMessage[],
  names: Names,
): string | undefined {
  const texts = [textOf(before), textOf(after)] as const;
  if (texts[0] === texts[1]) return undefined;
  const patch = createTwoFilesPatch(names.before, names.after, ...texts, undefined, undefined, {
    context: 2,
  });
  return patch.replace(/^=+\n/, '');
}

/** Leaves out the messages on topics of some filters. */
export function without(
  messages: readonly RecordedMessage[],
  filters: readonly string[],
): readonly RecordedMessage[] {
  return messages.filter(({ topic }) => !filters.some((filter) => matchesFilter(filter, topic)));
}

/** Returns the messages of a recording as text: the topics in order, below each one its messages. */
function textOf(messages: readonly RecordedMessage[]): string {
  const topics = new Map<string, string[]>();
  for (const message of messages) {
    const topic = withoutIds(message.topic);
    const lines = topics.get(topic) ?? [];
    lines.push(bodyOf(message));
    topics.set(topic, lines);
  }
  return [...topics]
    .toSorted(([a], [b]) => byCodePoint(a, b))
    .map(([topic, lines]) => `${topic}\n${numberIds(lines).join('')}`)
    .join('');
}

/** Messages with one level that is an id are about one topic, e.g. the replies to several requests. */
function withoutIds(topic: string): string {
  return topic.replace(ids, '<id>');
}

function bodyOf({ payload, base64, retain }: RecordedMessage): string {
  const text = base64 === undefined ? canonical(payload ?? '') : `base64 ${base64}`;
  return `  ${text.replace(times, '<time>')}${retain ? ' (retained)' : ''}\n`;
}

const times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g;
const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?=\d*[a-f])[0-9a-f]{16,}\b/gi;

function numberIds(lines: readonly string[]): readonly string[] {
  const numbers = new Map<string, number>();
  return lines.map((line) =>
    line.replace(ids, (id) => {
      const number = numbers.get(id) ?? numbers.size + 1;
      numbers.set(id, number);
      return `<id ${number}>`;
    }),
  );
}

/** Returns JSON on one line with sorted keys, and other text with its control characters escaped. */
function canonical(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return JSON.stringify(text);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => byCodePoint(a, b));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
