import type { CodeTable } from '../code-table.js';

/** Findings on what the document means. */
export const modelCodes = {
  ADDRESS_INVALID: {
    severity: 'error',
    title: 'An address that is no MQTT topic',
    explanation:
      'A topic is not empty and holds neither the wildcards + and # nor control characters. What differs from message to message is a channel parameter, written as {name} and declared under "parameters"; a client that listens leaves it open where it wants all of them.',
  },
  CHANNEL_WITHOUT_ADDRESS: {
    severity: 'warning',
    title: 'An operation on a channel without an address',
    explanation:
      'A channel whose address is null or left out is known only at run time, as for replies. An operation on it that is not part of a request cannot be sent or received, so it gets no method. Give the channel an address.',
  },
  CHANNEL_WITHOUT_MQTT: {
    severity: 'warning',
    title: 'A channel that is not on any MQTT server',
    explanation:
      'A channel may list the servers that it is on. The client connects to servers that speak MQTT; operations on channels that are only on others get no method, while their types and validators are generated. Add one of the MQTT servers to the list of the channel, or leave the list out.',
  },
  CHANNEL_WITHOUT_OPERATION: {
    severity: 'warning',
    title: 'A channel with messages but no operation',
    explanation:
      'Without an operation nothing says who sends on the channel, so it gets no method. Add an operation with action send or receive; the types of its messages are generated in any case.',
  },
  SCHEMA_FORMAT_UNREADABLE: {
    severity: 'warning',
    title: 'A payload schema that is not JSON Schema',
    explanation:
      'Only JSON Schema becomes types and validators: the formats of AsyncAPI itself and application/schema+json. Of a payload described in another format, such as Avro, Protobuf or RAML, nothing is known but its content type: JSON is typed unknown, text as string, and anything else as Uint8Array, for you to decode. Describe the payload in JSON Schema to get a type and a validator.',
  },
  CONTENT_TYPES_MIXED: {
    severity: 'warning',
    title: 'Messages of one operation that are written differently',
    explanation:
      'The messages of an operation arrive on one topic, and nothing in them says which is which. Where some are JSON and others text or bytes, a message is taken for the first that it can be, in this order; so a text that happens to be valid JSON of another message is taken for that one. Give each kind of message a channel, or restrict the operation to messages of one kind.',
  },
} as const satisfies CodeTable;
