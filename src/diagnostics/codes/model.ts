import { codeTable } from '../code-table.js';

/** Findings about servers, channels, operations and messages. */
export const modelCodes = codeTable({
  ADDRESS_INVALID: {
    severity: 'error',
    title: 'An address that is not an MQTT topic',
    explanation:
      'A topic is not empty, and contains neither control characters nor + and #, which MQTT allows only in filters and only as a whole level. Write the part that differs from message to message as a channel parameter: {name}, declared under "parameters". A client that leaves the parameter out subscribes to all of its values.',
  },
  ADDRESS_WILDCARD: {
    severity: 'error',
    title: 'An address with a wildcard of MQTT',
    explanation:
      'The wildcards + and # belong to subscriptions: nobody can publish on a topic that contains one. Write the part that differs from message to message as a channel parameter: {name}, declared under "parameters". A client that leaves the parameter out subscribes to all of its values.',
    assumption:
      'Each wildcard of an operation that receives is a channel parameter called wildcard1, wildcard2 and so on: the client subscribes to the address as it is, and handlers get the values. An operation that sends has no method.',
  },
  CHANNEL_WITHOUT_ADDRESS: {
    severity: 'warning',
    title: 'An operation on a channel without an address',
    explanation:
      'If the address of a channel is null or missing, it is known only at runtime, as for replies. An operation on such a channel that is not part of a request gets no method, since it can be neither sent nor received. Give the channel an address.',
  },
  CHANNEL_WITHOUT_MQTT: {
    severity: 'warning',
    title: 'A channel that is on no MQTT server',
    explanation:
      'A channel can list its servers. The client connects to MQTT servers only, so an operation on a channel that is on other servers gets no method. Its types and validators are generated. Add an MQTT server to the list of the channel, or remove the list.',
  },
  CHANNEL_WITHOUT_OPERATION: {
    severity: 'warning',
    title: 'A channel with messages but no operation',
    explanation:
      'Without an operation, nothing says who sends on the channel, so it gets no method. Add an operation with the action send or receive. The types of its messages are generated in any case.',
  },
  SCHEMA_FORMAT_UNREADABLE: {
    severity: 'warning',
    title: 'A payload schema that is not JSON Schema',
    explanation:
      'Types and validators are generated from JSON Schema: the formats of AsyncAPI itself and application/schema+json. For a payload in another format, such as Avro, Protobuf or RAML, only the content type is known: JSON has the type unknown, text the type string, and any other the type Uint8Array, which your program decodes. Describe the payload in JSON Schema to get a type and a validator.',
  },
  CONTENT_TYPES_MIXED: {
    severity: 'warning',
    title: 'Messages of one operation that have different content types',
    explanation:
      'The messages of an operation arrive on one topic, and nothing in them tells which message it is. If some are JSON and others are text or bytes, a message is read as JSON if that is possible, then as text, then as bytes. A text that is valid JSON of another message is taken for that message. Give each kind of message its own channel, or restrict the operation to messages of one kind.',
  },
  CORRELATION_ID_UNPAIRED: {
    severity: 'warning',
    title: 'A correlation id that only the request or only the reply has',
    explanation:
      'A reply is matched to its request by the "correlationId" of both: the runtime writes an id at the location of the request and looks for it at the location of the reply. The two locations may differ. Here a message on one side has no "correlationId", so the bindings ignore that of the other: they match replies by the reply topic and the correlation data of MQTT 5. Add a "correlationId" to each message of the request and of the reply, or remove it.',
  },
  CORRELATION_ID_UNUSABLE: {
    severity: 'warning',
    title: 'A correlation id whose location cannot be used',
    explanation:
      'The location of a correlation id is $message.payload# or $message.header# and a JSON pointer to a property. Headers have no properties of their own, so the pointer to a header has one key. The property is declared, unless the schema around it declares no properties at all, its value is a string or an integer, and the payload is JSON. Otherwise the bindings ignore the correlation id: they match replies by the reply topic and the correlation data of MQTT 5.',
  },
  CORRELATION_ID_NOT_GENERATED: {
    severity: 'warning',
    title: 'A correlation id that callers have to set',
    explanation:
      'The client sets the correlation id of each request: a random UUID where the schemas of request and reply allow strings, otherwise an integer. Here a "pattern", a length, a format or an enum refuses both, so the caller must set an id that no pending request has. A request without one is rejected with a ValidationError. Allow UUIDs, which have 36 characters, or integers.',
  },
});
