/** A channel address as topic, as topic filter, and back from a topic to its parameters. */
import type { ParameterDescriptor } from "../descriptor.js";
import { TopicError } from "../errors.js";
import { checkTopicValue, checkTopic } from "./topic.js";

interface Parameter {
  readonly name: string;
}
type Part = string | Parameter;
/** What stands between two slashes. */
type Level = readonly Part[];

/** Where a channel's topics are: below the server's prefix, filled in already. */
export interface TopicSource {
  readonly prefix: string;
  readonly address: string;
  readonly parameters?:
    Readonly<Record<string, ParameterDescriptor>> | undefined;
}

/** `match(format(p))` gives `p`: a value that could not be read back is refused. */
export class TopicTemplate {
  readonly #levels: readonly Level[];
  readonly #names: readonly string[];
  readonly #descriptors: ReadonlyMap<string, ParameterDescriptor>;
  /** The topic itself where there is nothing to fill in. */
  readonly #fixed: string | undefined;

  constructor({ prefix, address, parameters = {} }: TopicSource) {
    this.#levels = parseLevels(prefix, address);
    this.#names = this.#levels.flat().filter(isParameter).map(nameOf);
    this.#descriptors = new Map(Object.entries(parameters));
    this.#fixed = this.#names.length === 0 ? this.#fill(String) : undefined;
    if (this.#fixed !== undefined) {
      checkTopic(this.#fixed);
    }
  }

  /** The topic to publish on; throws a `TopicError` where a value is missing or cannot be sent. */
  format(parameters: object = {}): string {
    const given = this.#check(parameters);
    if (this.#fixed !== undefined) {
      return this.#fixed;
    }
    const topic = this.#fill((name) => {
      const value = given.get(name) ?? this.#descriptors.get(name)?.default;
      checkTopicValue(
        { name, values: this.#descriptors.get(name)?.values },
        value,
      );
      return value;
    });
    checkTopic(topic);
    this.#checkStart(topic);
    this.#checkReadable(topic, given);
    return topic;
  }

  /** Those of the parameters that this address has. */
  pick(parameters: object): object {
    return Object.fromEntries(
      entriesOf(parameters).filter(([name]) => this.#names.includes(name)),
    );
  }

  /** The filter to subscribe to: a parameter left out is a wildcard. */
  filter(parameters: object = {}): string {
    const given = this.#check(parameters);
    const isOpen = (part: Part): boolean =>
      isParameter(part) && given.get(part.name) === undefined;
    const levels = this.#levels.map((level) =>
      level.some(isOpen) ? "+" : fillLevel(level, (name) => given.get(name)),
    );
    return levels.join("/");
  }

  /** The parameters of a topic; `undefined` where it is not one of this channel's. */
  match<P extends object>(topic: string): P | undefined {
    const found = new Map<string, string>();
    if (
      this.#fixed === undefined
        ? !this.#read(topic, found)
        : topic !== this.#fixed
    ) {
      return undefined;
    }
    const parameters = Object.fromEntries(found);
    return hasAll<P>(this.#names, parameters) ? parameters : undefined;
  }

  /** What is given, each checked; throws a `TopicError` at a name that the address has not. */
  #check(parameters: object): Map<string, string> {
    const checked = new Map<string, string>();
    for (const [name, value] of entriesOf(parameters)) {
      if (!this.#names.includes(name)) {
        throw new TopicError(
          `There is no parameter "${name}"; there ${this.#names.length === 0 ? "are none" : `is ${this.#names.join(", ")}`}`,
        );
      }
      if (value !== undefined) {
        checkTopicValue(
          { name, values: this.#descriptors.get(name)?.values },
          value,
        );
        checked.set(name, value);
      }
    }
    return checked;
  }

  /** MQTT 4.7.2: topics that start with `$` are the broker's own. */
  #checkStart(topic: string): void {
    const [first] = this.#levels[0] ?? [];
    if (topic.startsWith("$") && typeof first !== "string") {
      throw new TopicError(
        `${JSON.stringify(topic)} starts with $: such topics are the broker's own`,
      );
    }
  }

  #checkReadable(topic: string, given: ReadonlyMap<string, string>): void {
    const found = new Map<string, string>();
    this.#read(topic, found);
    for (const [name, value] of given) {
      if (found.get(name) !== value) {
        throw new TopicError(
          `"${name}" cannot be ${JSON.stringify(value)}: in ${topic} it would be read as ${JSON.stringify(found.get(name))}`,
        );
      }
    }
  }

  #fill(valueOf: (name: string) => string): string {
    return this.#levels.map((level) => fillLevel(level, valueOf)).join("/");
  }

  #read(topic: string, found: Map<string, string>): boolean {
    const texts = topic.split("/");
    return (
      texts.length === this.#levels.length &&
      this.#levels.every((level, i) =>
        readLevel(level, texts[i] ?? "", found),
      ) &&
      this.#names.every((name) => this.#allows(name, found.get(name) ?? ""))
    );
  }

  #allows(name: string, value: string): boolean {
    return this.#descriptors.get(name)?.values?.includes(value) ?? true;
  }
}

function entriesOf(values: object): [string, unknown][] {
  return Object.entries(values);
}

/** `P` is what the generator wrote for this very address: a string for each of its names. */
function hasAll<P extends object>(
  names: readonly string[],
  found: object,
): found is P {
  return names.every((name) => Object.hasOwn(found, name));
}

function isParameter(part: Part): part is Parameter {
  return typeof part !== "string";
}

function nameOf(parameter: Parameter): string {
  return parameter.name;
}

/** The prefix is text even where the value of a variable looks like a parameter. */
function parseLevels(prefix: string, address: string): Level[] {
  if (prefix === "") {
    return address.split("/").map(parseLevel);
  }
  const above = prefix.replace(/\/+$/, "").split("/");
  const below = address.replace(/^\/+/, "").split("/");
  return [...above.map((text) => [text]), ...below.map(parseLevel)];
}

function parseLevel(text: string): Level {
  const pieces = text.split(/\{([^{}]+)\}/);
  const parts = pieces.map((piece, i) =>
    i % 2 === 0 ? piece : { name: piece },
  );
  return parts.filter((part) => part !== "");
}

function fillLevel(
  level: Level,
  valueOf: (name: string) => string | undefined,
): string {
  return level
    .map((part) => (isParameter(part) ? (valueOf(part.name) ?? "") : part))
    .join("");
}

/** A parameter ends where the text after it first occurs; it has at least one character. */
function readLevel(
  level: Level,
  text: string,
  found: Map<string, string>,
): boolean {
  let at = 0;
  for (const [i, part] of level.entries()) {
    const end = isParameter(part)
      ? endOfValue(level.slice(i + 1), text, at)
      : endOfText(part, text, at);
    if (end === undefined) {
      return false;
    }
    if (isParameter(part)) {
      found.set(part.name, text.slice(at, end));
    }
    at = end;
  }
  return at === text.length;
}

function endOfText(part: string, text: string, at: number): number | undefined {
  return text.startsWith(part, at) ? at + part.length : undefined;
}

function endOfValue(rest: Level, text: string, at: number): number | undefined {
  const [next] = rest;
  if (next === undefined) {
    return at < text.length ? text.length : undefined;
  }
  if (isParameter(next)) {
    return at + 1;
  }
  const end =
    rest.length === 1 ? text.length - next.length : text.indexOf(next, at + 1);
  return end > at ? end : undefined;
}
