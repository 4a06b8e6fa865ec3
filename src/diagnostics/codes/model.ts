import type { CodeTable } from '../code-table.js';

/** Findings on what the document means. */
export const modelCodes = {
  CHANNEL_WITHOUT_ADDRESS: {
    severity: 'warning',
    title: 'An operation on a channel without an address',
    explanation:
      'A channel whose address is null or left out is known only at run time, as for replies. An operation on it that is not part of a request cannot be sent or received, so it gets no method. Give the channel an address.',
  },
  CHANNEL_WITHOUT_OPERATION: {
    severity: 'warning',
    title: 'A channel with messages but no operation',
    explanation:
      'Without an operation nothing says who sends on the channel, so it gets no method. Add an operation with action send or receive; the types of its messages are generated in any case.',
  },
} as const satisfies CodeTable;
