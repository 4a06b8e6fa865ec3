import type { Rules } from './rule.js';

/** Changes of the messages of an operation. */
export const messageRules = {
  MESSAGE_ADDED: {
    title: 'An operation has a further message',
    received: ['breaking', 'breaking', 'old clients reject it, and exhaustive switches break'],
    sent: ['safe', 'safe', 'you may send it now'],
  },
  MESSAGE_REMOVED: {
    title: 'An operation lost one of its messages',
    received: ['safe', 'breaking', 'it no longer arrives, and a handler for it no longer compiles'],
    sent: ['breaking', 'breaking', 'peers reject it, and code that sends it no longer compiles'],
  },
  MESSAGE_RENAMED: {
    title: 'The key of one of several messages changed',
    always: ['safe', 'breaking', 'handlers by the old name no longer compile'],
  },
  PAYLOAD_ADDED: {
    title: 'A message has a payload that had none',
    received: [
      'safe',
      'risky',
      'old clients accept whatever arrives, but a handler that declares `undefined` no longer compiles',
    ],
    sent: ['breaking', 'breaking', 'old clients send none, and the method has to be given one'],
  },
  PAYLOAD_REMOVED: {
    title: 'A message has no payload any more',
    received: [
      'breaking',
      'breaking',
      'old clients reject an empty message, and code that reads the payload no longer compiles',
    ],
    sent: [
      'risky',
      'breaking',
      'peers do not expect one, and calls that pass one no longer compile',
    ],
  },
  ENCODING_CHANGED: {
    title: 'The content type of a message asks for another encoding: JSON, text or bytes',
    always: [
      'breaking',
      'breaking',
      'neither side can read the other, and the payload has another type',
    ],
  },
  CONTENT_TYPE_CHANGED: {
    title: 'The content type of a message changed, but not its encoding',
    always: ['risky', 'safe', 'receivers may go by the content type'],
  },
} as const satisfies Rules;
