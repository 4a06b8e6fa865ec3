/**
 * Shared subscriptions (MQTT 5, section 4.8.2). A filter `$share/{group}/{filter}` gives each message to one
 * subscriber of the group.
 */
import { checkTopicValue } from "./topic.js";

const SHARED = /^\$share\/[^/]*\//;

/** Returns the filter for a group; without one, the filter itself. Throws a `TopicError` if the name is not allowed. */
export function filterOfGroup(
  group: string | false | undefined,
  filter: string,
): string {
  if (group === undefined || group === false) {
    return filter;
  }
  checkTopicValue({ name: "sharedSubscription" }, group);
  return `$share/${group}/${filter}`;
}

/** Whether a filter is that of a shared subscription. */
export function isShared(filter: string): boolean {
  return SHARED.test(filter);
}

/** Changes the part of a filter that topics are matched with. */
export function ofTopics(
  filter: string,
  change: (topics: string) => string,
): string {
  const [group = ""] = SHARED.exec(filter) ?? [];
  return group + change(filter.slice(group.length));
}

/** Returns the part of a filter that topics are matched with. */
export function withoutGroup(filter: string): string {
  return filter.replace(SHARED, "");
}
