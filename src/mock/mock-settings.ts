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
  readonly variables: Readonly<Record<string, string>>;
  /** What every topic on the wire starts with. */
  readonly topicPrefix: string;
  readonly log: (event: MockEvent) => void;
  /** Gives an API another behaviour before its mock server starts. */
  readonly adapt?: ((api: ApiDescriptor) => AdaptedApi) | undefined;
  /** The seed of payloads that are generated from schemas. */
  readonly seed?: number | undefined;
  /** Payloads that are sent instead of samples. */
  readonly overrides?: GivenOverrides | undefined;
  /** What goes wrong with messages, on the broker of this process only. */
  readonly faults?: GivenFaults | undefined;
  /** The operations that are sent again and again, and after how many seconds. */
  readonly every?: Readonly<Record<string, number>> | undefined;
}

/** An API and the options of its mock server. */
export interface AdaptedApi {
  readonly descriptor: ApiDescriptor;
  readonly options: Pick<MockOptions, 'behaviours' | 'everest' | 'qos'>;
}
