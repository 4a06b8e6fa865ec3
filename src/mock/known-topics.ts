import type { ApiDescriptor, OperationDescriptor } from '../../templates/runtime/index.js';
import { prefixOf, selectServer } from '../../templates/runtime/connection/server.js';
import { TopicTemplate } from '../../templates/runtime/topics/topic-template.js';
import { isSent } from './find-operation.js';

/** What the topics of one mock server have in common. */
export interface TopicOwner {
  readonly api: string;
  /** The prefix of the server, with the values of its variables. */
  readonly prefix: string;
  /** The prefix with its variables in braces, named as `openName` does. */
  readonly openPrefix: string;
  /** The values of the server variables. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A topic that a mock server receives or sends messages on. There may be many, so templates are created on demand. */
export class KnownTopic {
  readonly owner: TopicOwner;
  readonly descriptor: OperationDescriptor;
  readonly direction: 'received' | 'sent';
  /** Whether it is the topic of replies. */
  readonly isReply: boolean;
  readonly #address: string;
  #template: TopicTemplate | undefined;
  #anyVariables: TopicTemplate | undefined;

  constructor(owner: TopicOwner, descriptor: OperationDescriptor, at: DirectedAddress) {
    this.owner = owner;
    this.descriptor = descriptor;
    this.direction = at.direction;
    this.isReply = at.isReply;
    this.#address = at.address;
  }

  get api(): string {
    return this.owner.api;
  }

  /** The id of the operation. */
  get operation(): string {
    return this.descriptor.id;
  }

  get variables(): Readonly<Record<string, string>> {
    return this.owner.variables;
  }

  /** The topic, with its channel parameters in braces. */
  get text(): string {
    return join(this.owner.prefix, this.#address);
  }

  /** The topic, with its channel parameters and its server variables in braces. */
  get openText(): string {
    return join(this.owner.openPrefix, this.#address);
  }

  get template(): TopicTemplate {
    this.#template ??= new TopicTemplate({
      ...{ prefix: this.owner.prefix, address: this.#address },
      parameters: this.descriptor.parameters,
    });
    return this.#template;
  }

  /** The template that accepts every value of channel parameters and of server variables. */
  get anyVariables(): TopicTemplate {
    this.#anyVariables ??= new TopicTemplate({
      ...{ prefix: '', address: this.openText },
      parameters: withoutValues(this.descriptor),
    });
    return this.#anyVariables;
  }
}

/** Returns the name of a server variable in `anyVariables`: no channel parameter has it. */
export function openName(variable: string): string {
  return `server variable ${variable}`;
}

/** Returns the topics of an API for the given values of the server variables. */
export function knownTopics(
  api: ApiDescriptor,
  variables: Readonly<Record<string, string>>,
): readonly KnownTopic[] {
  const server = selectServer(api, undefined);
  const openPrefix = (server.pathname ?? '').replace(
    /\{([^{}]+)\}/g,
    (_match, name: string) => `{${openName(name)}}`,
  );
  const owner = { api: api.name, prefix: prefixOf(server, variables), openPrefix, variables };
  return Object.values(api.operations).flatMap((operation) =>
    addressesOf(operation).map((at) => new KnownTopic(owner, operation, at)),
  );
}

/** An address, and who sends on it. */
export interface DirectedAddress {
  readonly address: string;
  readonly direction: 'received' | 'sent';
  readonly isReply: boolean;
}

function addressesOf(operation: OperationDescriptor): readonly DirectedAddress[] {
  const isReceived = !isSent(operation.kind);
  const direction = isReceived ? 'received' : 'sent';
  const own = { address: operation.address, direction, isReply: false } as const;
  const reply = 'replyAddress' in operation ? operation.replyAddress : undefined;
  if (reply === undefined) return [own];
  const back = isReceived ? 'sent' : 'received';
  return [own, { address: reply, direction: back, isReply: true }];
}

/** Returns the parameters without the lists of their values. */
function withoutValues({ parameters = {} }: OperationDescriptor): TopicParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { multiLevel = false }]) => [name, { multiLevel }]),
  );
}

type TopicParameters = Readonly<Record<string, { readonly multiLevel: boolean }>>;

/** Joins prefix and address as the runtime does. */
function join(prefix: string, address: string): string {
  if (prefix === '') return address;
  return `${prefix.replace(/\/+$/, '')}/${address.replace(/^\/+/, '')}`;
}
