import type { Rules } from './rule.js';

/** Changes of operations, their topics and their replies. */
export const operationRules = {
  METHOD_REMOVED: {
    title: 'An operation is gone',
    always: [
      'breaking',
      'breaking',
      'peers no longer take part in it, and calls no longer compile',
    ],
  },
  METHOD_ADDED: {
    title: 'An operation is new',
    always: ['safe', 'safe', 'nothing uses it yet'],
  },
  RESPONDER_ADDED: {
    title: 'An operation is new whose requests the client has to answer',
    always: ['risky', 'safe', 'peers may wait for an answer that old clients do not give'],
  },
  METHOD_KIND_CHANGED: {
    title: 'The direction of an operation changed, or whether it has a reply',
    always: ['breaking', 'breaking', 'old and new programs expect different parts of each other'],
  },
  METHOD_RENAMED: {
    title: 'The name of a method changed, but not its topic',
    always: ['safe', 'breaking', 'calls of the old name no longer compile'],
  },
  TOPIC_CHANGED: {
    title: 'The address of a channel changed',
    always: ['breaking', 'safe', 'old and new programs use different topics'],
  },
  PARAMETER_ADDED: {
    title: 'A channel parameter was added',
    always: [
      'safe',
      'breaking',
      'calls have to pass it; TOPIC_CHANGED says what it does to the wire',
    ],
  },
  PARAMETER_REMOVED: {
    title: 'A channel parameter is gone',
    always: ['safe', 'breaking', 'code that uses it no longer compiles'],
  },
  PARAMETER_RENAMED: {
    title: 'A channel parameter was renamed',
    always: ['safe', 'breaking', 'topics stay, but code that uses the old name no longer compiles'],
  },
  PARAMETER_VALUE_ADDED: {
    title: 'A channel parameter gained a value',
    received: [
      'breaking',
      'breaking',
      'it arrives on topics that old clients do not expect, and exhaustive switches break',
    ],
    sent: ['safe', 'safe', 'you may use it now'],
  },
  PARAMETER_VALUE_REMOVED: {
    title: 'A channel parameter lost a value',
    received: ['safe', 'breaking', 'it no longer arrives, and a `case` for it no longer compiles'],
    sent: [
      'breaking',
      'breaking',
      'peers do not expect it, and code that passes it no longer compiles',
    ],
  },
  DELIVERY_CHANGED: {
    title: 'The QoS, the retain flag or the expiry of messages changed',
    always: [
      'risky',
      'safe',
      'old clients use the old value; messages may get lost, or arrive late or twice',
    ],
  },
  REPLY_TOPIC_CHANGED: {
    title: 'The place where replies are sent changed',
    always: ['breaking', 'safe', 'replies do not reach those who wait at the other place'],
  },
  ENVELOPE_CHANGED: {
    title: 'Requests carry their reply topic elsewhere: in the body, or in MQTT 5 properties',
    always: ['breaking', 'breaking', 'old requests get no reply, and the payload has another type'],
  },
  CORRELATION_CHANGED: {
    title: 'The correlation id is at another place, or is new or gone',
    always: ['breaking', 'risky', 'replies cannot be matched to requests'],
  },
} as const satisfies Rules;
