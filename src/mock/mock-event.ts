import type { ObservedMessage } from '../../templates/runtime/index.js';

/** An event that a running mock server reports. */
export type MockEvent =
  | {
      readonly event: 'api';
      readonly api: string;
      /** The server variables and their values. */
      readonly variables: Readonly<Record<string, string>>;
    }
  | {
      readonly event: 'message';
      readonly api: string;
      readonly time: Date;
      readonly message: ObservedMessage;
    }
  | { readonly event: 'error'; readonly error: unknown };
