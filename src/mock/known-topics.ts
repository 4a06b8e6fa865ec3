import type { ApiDescriptor, OperationDescriptor } from '../../templates/runtime/index.js';
import { prefixOf, selectServer } from '../../templates/runtime/connection/server.js';
import { TopicTemplate } from '../../templates/runtime/topics/topic-template.js';

/** A topic that a mock server receives or sends messages on. */
export interface KnownTopic {
  readonly api: string;
  /** The id of the operation. */
  readonly operation: string;
  readonly descriptor: OperationDescriptor;
  /** Whether it is the topic of replies. */
  readonly isReply: boolean;
  readonly direction: 'received' | 'sent';
  /** The topic, with its channel parameters in braces. */
  readonly text: string;
  readonly template: TopicTemplate;
  /**
   * The template that accepts every value of channel parameters and of server variables; `openName` names the
   * latter.
   */
  readonly anyVariables: TopicTemplate;
  /** The values of the server variables. */
  readonly variables: Readonly<Record<string, string>>;
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
  const prefix = prefixOf(server, variables);
  const open = (server.pathname ?? '').replace(
    /\{([^{}]+)\}/g,
    (_match, name: string) => `{${openName(name)}}`,
  );
  return Object.values(api.operations).flatMap((operation) =>
    addressesOf(operation).map(({ address, direction, isReply }) => {
      const parameters = withoutValues(operation);
      return {
        api: api.name,
        operation: operation.id,
        descriptor: operation,
        direction,
        isReply,
        text: join(prefix, address),
        template: new TopicTemplate({ prefix, address, parameters: operation.parameters }),
        anyVariables: new TopicTemplate({ prefix: '', address: join(open, address), parameters }),
        variables,
      };
    }),
  );
}

interface DirectedAddress {
  readonly address: string;
  readonly direction: KnownTopic['direction'];
  readonly isReply: boolean;
}

function addressesOf(operation: OperationDescriptor): readonly DirectedAddress[] {
  const isReceived = operation.kind === 'publish' || operation.kind === 'request';
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
