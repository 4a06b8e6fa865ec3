import type { ObservedMessage } from '../../templates/runtime/index.js';

/** What a running mock has to tell. */
export type MockEvent =
  | {
      readonly event: 'api';
      readonly api: string;
      /** Of its server, with their values. */
      readonly variables: Readonly<Record<string, string>>;
    }
  | {
      readonly event: 'message';
      readonly api: string;
      readonly time: Date;
      readonly message: ObservedMessage;
    }
  | { readonly event: 'error'; readonly error: unknown };
