/** The operations of a session: their names, and the templates of their topics. */
import type { OperationDescriptor } from "../descriptor.js";
import { TopicTemplate } from "../topics/topic-template.js";

/** Looks up operations by their descriptors. */
export class OperationTable {
  readonly #prefix: string;
  readonly #names = new Map<OperationDescriptor, string>();
  readonly #templates = new Map<OperationDescriptor, TopicTemplate>();
  readonly #replyTemplates = new Map<OperationDescriptor, TopicTemplate>();

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Adds operations by their names in the generated code. */
  add(operations: Readonly<Record<string, OperationDescriptor>>): void {
    const prefix = this.#prefix;
    for (const [name, operation] of Object.entries(operations)) {
      this.#names.set(operation, name);
      this.#templates.set(
        operation,
        new TopicTemplate({ prefix, ...operation }),
      );
      if ("replyAddress" in operation && operation.replyAddress !== undefined) {
        const { replyAddress: address, parameters } = operation;
        this.#replyTemplates.set(
          operation,
          new TopicTemplate({ prefix, address, parameters }),
        );
      }
    }
  }

  nameOf(operation: OperationDescriptor): string | undefined {
    return this.#names.get(operation);
  }

  templateOf(operation: OperationDescriptor): TopicTemplate | undefined {
    return this.#templates.get(operation);
  }

  /** Returns the template of the topic of replies; `undefined` if requests name their own. */
  replyTemplateOf(operation: OperationDescriptor): TopicTemplate | undefined {
    return this.#replyTemplates.get(operation);
  }

  /** Whether an operation or a reply has this topic. */
  hasTopic(topic: string): boolean {
    return [...this.#templates.values(), ...this.#replyTemplates.values()].some(
      (template) => template.match(topic) !== undefined,
    );
  }
}
