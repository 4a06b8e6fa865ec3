/** MQTT topic names and filters (MQTT 3.1.1, section 4.7; MQTT 5, section 4.7). */
import { TopicError } from "../errors.js";

/** MQTT-4.7.3-3. */
const MAX_BYTES = 65_535;
/** Wildcards, and what no text of MQTT may or should hold (MQTT-1.5.3-1, MQTT-1.5.3-2, 1.5.3). */
const UNFIT = /[+#\p{Surrogate}\p{Control}\p{Noncharacter_Code_Point}]/u;

/** Whether a message can be published on `topic`. A broker hangs up on a client that tries others. */
export function isTopicName(topic: string): boolean {
  return topic !== "" && !UNFIT.test(topic) && isShortEnough(topic);
}

function isShortEnough(topic: string): boolean {
  return (
    topic.length * 3 <= MAX_BYTES ||
    new TextEncoder().encode(topic).length <= MAX_BYTES
  );
}

/** What one place in a topic may hold. */
export interface TopicParameter {
  /** As the document names it. */
  readonly name: string;
  /** The values that the document allows, where it lists them. */
  readonly values?: readonly string[] | undefined;
}

/** Throws a `TopicError` unless `value` can stand in a level of a topic. */
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
    return "it has to be a string";
  }
  if (parameter.values !== undefined && !parameter.values.includes(value)) {
    return `it has to be one of ${parameter.values.map(describe).join(", ")}`;
  }
  if (value === "") {
    return "an empty level would make another topic";
  }
  if (/[+#/]/.test(value)) {
    return "the characters + # and / have a meaning of their own in topics";
  }
  return UNFIT.test(value)
    ? "no topic may hold control characters, or what is not well-formed Unicode"
    : undefined;
}

function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Throws a `TopicError` unless a message can be published on `topic`. */
export function checkTopic(topic: string): void {
  if (!isTopicName(topic)) {
    const shown = describe(topic.slice(0, 100));
    throw new TopicError(
      `${shown} is not a topic that can be published on: it has to be 1 to ${MAX_BYTES} bytes of UTF-8 without + # and control characters`,
    );
  }
}

/** `prefix` and `address` with exactly one `/` between them. */
export function joinTopic(prefix: string, address: string): string {
  if (prefix === "") {
    return address;
  }
  return `${prefix.replace(/\/+$/, "")}/${address.replace(/^\/+/, "")}`;
}

/** Whether a filter holds `+` or `#`. */
export function hasWildcard(filter: string): boolean {
  return filter.includes("+") || filter.includes("#");
}

/** Whether a message on `topic` is one that `filter` asks for; allocates nothing. */
export function matchesFilter(filter: string, topic: string): boolean {
  // MQTT-4.7.2-1: a leading wildcard does not see the broker's own topics.
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
