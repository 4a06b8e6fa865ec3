/** MQTT topic names and filters (MQTT 3.1.1, section 4.7; MQTT 5, section 4.7). */
import { TopicError } from "../errors.js";

/** The longest topic (MQTT-4.7.3-3). */
const MAX_BYTES = 65_535;
/** Wildcards, and characters that MQTT forbids or discourages in strings (MQTT-1.5.3-1, -2). */
const UNFIT = /[+#\p{Surrogate}\p{Control}\p{Noncharacter_Code_Point}]/u;

/** Whether `topic` is a valid topic name. Brokers disconnect clients that publish on others. */
export function isTopicName(topic: string): boolean {
  return topic !== "" && !UNFIT.test(topic) && isShortEnough(topic);
}

/** Whether a topic or a filter has a length that MQTT permits. */
export function isShortEnough(topic: string): boolean {
  return (
    topic.length * 3 <= MAX_BYTES ||
    new TextEncoder().encode(topic).length <= MAX_BYTES
  );
}

/** A server variable or channel parameter in a topic. */
export interface TopicParameter {
  /** Its name in the document. */
  readonly name: string;
  /** The allowed values; absent if any value is allowed. */
  readonly values?: readonly string[] | undefined;
  /** Whether the value may have several topic levels. */
  readonly multiLevel?: boolean | undefined;
}

/** Throws a `TopicError` unless `value` is allowed as the value of a parameter. */
export function checkTopicValue(
  parameter: TopicParameter,
  value: unknown,
): asserts value is string {
  const problem = findProblem(parameter, value);
  if (problem !== undefined) {
    throw new TopicError(
      `"${parameter.name}" cannot be ${describe(value)}: ${problem}`,
    );
  }
}

function findProblem(
  parameter: TopicParameter,
  value: unknown,
): string | undefined {
  if (typeof value !== "string") {
    return "it must be a string";
  }
  if (parameter.values !== undefined && !parameter.values.includes(value)) {
    return `it must be one of ${parameter.values.map(describe).join(", ")}`;
  }
  if (value === "") {
    return "it must not be empty";
  }
  if (parameter.multiLevel !== true && value.includes("/")) {
    return "it must not contain /, which separates the levels of a topic";
  }
  if (/[+#]/.test(value)) {
    return "it must not contain + or #, which are wildcards of subscriptions";
  }
  return UNFIT.test(value)
    ? "it must be well-formed Unicode without control characters"
    : undefined;
}

function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Throws a `TopicError` unless `topic` is a valid topic name. */
export function checkTopic(topic: string): void {
  if (!isTopicName(topic)) {
    const shown = describe(topic.slice(0, 100));
    throw new TopicError(
      `${shown} is not a valid topic: it must be 1 to ${MAX_BYTES} bytes of UTF-8 without +, # and control characters`,
    );
  }
}

/** Throws a `TopicError` unless topics may start with `prefix`. */
export function checkTopicPrefix(prefix: string): void {
  if (prefix === "") {
    return;
  }
  checkTopic(prefix);
  // MQTT 4.7.2: topics that start with `$` are reserved for the broker.
  if (prefix.startsWith("$")) {
    throw new TopicError(
      `The topic prefix ${JSON.stringify(prefix)} starts with $, which is reserved for the broker. Use another \`topicPrefix\``,
    );
  }
}

/** Joins prefix and address with exactly one `/`. */
export function joinTopic(prefix: string, address: string): string {
  if (prefix === "") {
    return address;
  }
  return `${prefix.replace(/\/+$/, "")}/${address.replace(/^\/+/, "")}`;
}

/** Whether a filter contains `+` or `#`. */
export function hasWildcard(filter: string): boolean {
  return filter.includes("+") || filter.includes("#");
}

/** Whether `topic` matches `filter`. Allocates no memory. */
export function matchesFilter(filter: string, topic: string): boolean {
  // MQTT-4.7.2-1: a leading wildcard does not match topics that start with `$`.
  if (topic.startsWith("$") && !filter.startsWith("$")) {
    return false;
  }
  let at = 0;
  for (let i = 0; i < filter.length; i++) {
    const wanted = filter[i];
    if (wanted === "#") {
      return true;
    }
    if (wanted === "+") {
      const end = topic.indexOf("/", at);
      at = end < 0 ? topic.length : end;
    } else if (wanted === topic[at]) {
      at++;
    } else {
      // MQTT 4.7.1.2: `a/#` also matches `a`.
      return at === topic.length && filter.slice(i) === "/#";
    }
  }
  return at === topic.length;
}
