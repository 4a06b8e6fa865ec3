import type { ApiDescriptor, MockOptions } from '../../templates/runtime/index.js';
import type { GivenFaults } from './faults/table.js';
import type { MockEvent } from './mock-event.js';
import type { GivenOverrides } from './payloads/overrides.js';

/** What the mock servers of documents are started with. */
export interface MockSettings {
  /** URL of the broker; without it, a broker is started on `port` of 127.0.0.1. */
  readonly broker?: string;
  readonly port: number;
  /** Values of server variables by name. The default is the name of the API. */
  readonly variables: Variables;
  /** What every topic on the wire starts with. */
  readonly topicPrefix: string;
  readonly log: (event: MockEvent) => void;
  /** Returns the mock servers of an API, each with a behaviour of its own; without it, there is one. */
  readonly adapt?:
    ((api: ApiDescriptor, variables: Variables) => readonly AdaptedApi[]) | undefined;
  /** The seed of payloads that are generated from schemas. */
  readonly seed?: number | undefined;
  /** Payloads that are sent instead of samples. */
  readonly overrides?: GivenOverrides | undefined;
  /** What goes wrong with messages, on the broker of this process only. */
  readonly faults?: GivenFaults | undefined;
  /** The operations that are sent again and again, and after how many seconds. */
  readonly every?: Readonly<Record<string, number>> | undefined;
}

/** Values of server variables by name. */
type Variables = Readonly<Record<string, string>>;

/** What a mock server of an API is started with. */
export interface AdaptedApi {
  readonly descriptor: ApiDescriptor;
  readonly options: Pick<MockOptions, 'behaviours' | 'everest' | 'formatReply' | 'qos'>;
  readonly variables: Variables;
  /** What the log calls it; by default, the name of the API. */
  readonly name?: string | undefined;
}
