import type { MockEvent } from './mock-event.js';

/** Whether an event is logged. */
export type LogFilter = (event: MockEvent) => boolean;

/**
 * Creates a filter from globs for operations: `*` is any text, `?` is any character, and a glob that
 * starts with `!` excludes. Messages that nobody uses have no operation; globs match their topics.
 */
export function logFilter(globs: readonly string[]): LogFilter {
  const excluding = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const including = globs.filter((glob) => !glob.startsWith('!'));
  const isExcluded = matcher(excluding);
  const isIncluded = including.length === 0 ? () => true : matcher(including);
  return (event) => {
    const names = namesOf(event);
    return names.length === 0 || (names.some(isIncluded) && !names.some(isExcluded));
  };
}

/** Returns the globs that match none of the names, but for those with a slash, which are for topics. */
export function globsWithoutMatch(
  globs: readonly string[],
  names: readonly string[],
): readonly string[] {
  return globs.filter(
    (glob) => !glob.includes('/') && !names.some(matcher([glob.replace(/^!/, '')])),
  );
}

/** Returns what globs match. Other events than messages are always logged. */
function namesOf(event: MockEvent): readonly string[] {
  if (event.event === 'message') return [event.id, event.message.operation];
  return event.event === 'unused' ? [event.topic] : [];
}

function matcher(globs: readonly string[]): (name: string) => boolean {
  const patterns = globs.map(patternOf);
  return (name) => patterns.some((pattern) => matchesGlob(pattern, name));
}

/** Splits a glob into characters; several `*` in a row are one. */
function patternOf(glob: string): readonly string[] {
  return [...glob.replace(/\*+/g, '*')];
}

/** Matches without backtracking over earlier `*`, so that the time is at most quadratic. */
function matchesGlob(pattern: readonly string[], name: string): boolean {
  const text = [...name];
  let [at, star, from] = [0, -1, 0];
  for (let index = 0; index < text.length;) {
    const part = pattern[at];
    if (part === '*') {
      [star, from] = [at, index];
      at += 1;
    } else if (part === '?' || part === text[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      from += 1;
      [at, index] = [star + 1, from];
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((part) => part === '*');
}
