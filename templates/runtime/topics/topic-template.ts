/** Turns channel addresses into topics and topic filters, and topics back into parameters. */
import type { ParameterDescriptor } from "../descriptor.js";
import { TopicError } from "../errors.js";
import {
  fillLevel,
  isParameter,
  parseLevels,
  readLevel,
  type Level,
  type Part,
} from "./levels.js";
import { checkTopicValue, checkTopic } from "./topic.js";

/** What a template is created from. */
export interface TopicSource {
  /** The topic prefix of the server, with its variables filled in. */
  readonly prefix: string;
  /** The address of the channel, with its `{parameters}`. */
  readonly address: string;
  readonly parameters?:
    Readonly<Record<string, ParameterDescriptor>> | undefined;
}

/** A value of a parameter that the document does not allow. */
export interface ForbiddenValue {
  readonly name: string;
  readonly value: string;
  /** The values that the document allows. */
  readonly values: readonly string[];
}

/** A topic template. `match(format(p))` equals `p`: `format` refuses values that `match` misreads. */
export class TopicTemplate {
  readonly #levels: readonly Level[];
  readonly #names: readonly string[];
  readonly #descriptors: ReadonlyMap<string, ParameterDescriptor>;
  /** The parameter at the end that takes all levels from there on, if there is one. */
  readonly #rest: string | undefined;
  /** The topic, if the address has no parameters. */
  readonly #fixed: string | undefined;

  constructor({ prefix, address, parameters = {} }: TopicSource) {
    this.#levels = parseLevels(prefix, address);
    this.#names = this.#levels
      .flat()
      .filter(isParameter)
      .map(({ name }) => name);
    this.#descriptors = new Map(Object.entries(parameters));
    const last = this.#names.at(-1) ?? "";
    this.#rest =
      this.#descriptors.get(last)?.multiLevel === true ? last : undefined;
    this.#fixed = this.#names.length === 0 ? this.#fill(String) : undefined;
    if (this.#fixed !== undefined) {
      checkTopic(this.#fixed);
    }
  }

  /** Returns the topic to publish on; throws a `TopicError` if a value is missing or not allowed. */
  format(parameters?: object): string {
    if (this.#fixed !== undefined) {
      if (parameters !== undefined) {
        this.#check(parameters);
      }
      return this.#fixed;
    }
    const given = this.#check(parameters ?? {});
    const topic = this.#fill((name) => {
      const value = given.get(name) ?? this.#descriptors.get(name)?.default;
      checkTopicValue({ name, ...this.#descriptors.get(name) }, value);
      return value;
    });
    checkTopic(topic);
    this.#checkStart(topic);
    this.#checkReadable(topic, given);
    return topic;
  }

  /** Returns those of the parameters that this address has. */
  pick(parameters: object): object {
    return Object.fromEntries(
      entriesOf(parameters).filter(([name]) => this.#names.includes(name)),
    );
  }

  /** Returns the filter to subscribe to. A parameter that is left out becomes a wildcard. */
  filter(parameters: object = {}): string {
    const given = this.#check(parameters);
    const isOpen = (part: Part): boolean =>
      isParameter(part) && given.get(part.name) === undefined;
    const levels = this.#levels.map((level) =>
      level.some(isOpen) ? "+" : fillLevel(level, (name) => given.get(name)),
    );
    if (this.#rest !== undefined && !given.has(this.#rest)) {
      levels.splice(-1, 1, "#");
    }
    return levels.join("/");
  }

  /**
   * Whether a topic has the given parameters, which a filter cannot tell where they share a level. The others
   * may have any value.
   */
  selects(topic: string, parameters: object): boolean {
    const found = new Map<string, string>();
    const isSelected = ([name, value]: [string, unknown]): boolean =>
      value === undefined || found.get(name) === value;
    return this.#read(topic, found) && entriesOf(parameters).every(isSelected);
  }

  /** Returns the parameters of a topic; `undefined` if the topic does not match the address. */
  match<P extends object>(topic: string): P | undefined {
    const parameters = this.#parametersOf(topic);
    return parameters !== undefined && hasAll<P>(this.#names, parameters)
      ? parameters
      : undefined;
  }

  /**
   * Returns the first parameter of a topic whose value the document does not allow; `undefined` if there is
   * none, or if the topic does not match the address whatever the values.
   */
  findForbidden(topic: string): ForbiddenValue | undefined {
    const found = new Map<string, string>();
    return this.#read(topic, found) ? this.#forbiddenIn(found) : undefined;
  }

  #parametersOf(topic: string): object | undefined {
    if (this.#fixed !== undefined) {
      return topic === this.#fixed ? {} : undefined;
    }
    const found = new Map<string, string>();
    return this.#read(topic, found) && this.#forbiddenIn(found) === undefined
      ? Object.fromEntries(found)
      : undefined;
  }

  /** Validates the given parameters; throws a `TopicError` for unknown names and invalid values. */
  #check(parameters: object): Map<string, string> {
    const checked = new Map<string, string>();
    for (const [name, value] of entriesOf(parameters)) {
      if (!this.#names.includes(name)) {
        throw new TopicError(
          `The channel has no parameter "${name}". Its parameters: ${this.#names.join(", ") || "none"}`,
        );
      }
      if (value !== undefined) {
        checkTopicValue({ name, ...this.#descriptors.get(name) }, value);
        checked.set(name, value);
      }
    }
    return checked;
  }

  /** MQTT 4.7.2: topics that start with `$` are reserved for the broker. */
  #checkStart(topic: string): void {
    const [first] = this.#levels[0] ?? [];
    if (topic.startsWith("$") && typeof first !== "string") {
      throw new TopicError(
        `The topic ${JSON.stringify(topic)} starts with $, which is reserved for the broker. Use another value for the first parameter`,
      );
    }
  }

  #checkReadable(topic: string, given: ReadonlyMap<string, string>): void {
    const found = new Map<string, string>();
    this.#read(topic, found);
    for (const [name, value] of given) {
      if (found.get(name) !== value) {
        throw new TopicError(
          `"${name}" cannot be ${JSON.stringify(value)}: receivers of the topic ${topic} would read it as ${JSON.stringify(found.get(name))}. Use another value`,
        );
      }
    }
  }

  #fill(valueOf: (name: string) => string): string {
    return this.#levels.map((level) => fillLevel(level, valueOf)).join("/");
  }

  /** Reads the parameters of a topic, whatever their values; returns whether it matches the address. */
  #read(topic: string, found: Map<string, string>): boolean {
    const values = topic.split("/");
    const levels = [...this.#levels];
    if (this.#rest !== undefined) {
      // MQTT 4.7.1.2: `a/#` also matches `a`.
      levels.pop();
      found.set(this.#rest, values.splice(levels.length).join("/"));
    }
    return (
      values.length === levels.length &&
      levels.every((level, i) => readLevel(level, values[i] ?? "", found))
    );
  }

  #forbiddenIn(found: ReadonlyMap<string, string>): ForbiddenValue | undefined {
    for (const [name, value] of found) {
      const { values } = this.#descriptors.get(name) ?? {};
      if (values !== undefined && !values.includes(value)) {
        return { name, value, values };
      }
    }
    return undefined;
  }
}

function entriesOf(values: object): [string, unknown][] {
  return Object.entries(values);
}

/** Whether each name has a value. `P`, which the generator writes, has a string for each name. */
function hasAll<P extends object>(
  names: readonly string[],
  found: object,
): found is P {
  return names.every((name) => Object.hasOwn(found, name));
}
