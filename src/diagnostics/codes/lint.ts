import type { CodeTable } from '../code-table.js';

/** Findings that `validate` adds: none of them stops the bindings. */
export const lintCodes = {
  SERVER_VARIABLE_UNDECLARED: {
    severity: 'warning',
    title: 'A variable in the address of a server is not declared',
    explanation:
      'The host and the pathname of a server may hold variables such as {module_id}; each is declared under "variables" of that server, with its description, its values and its default. Only declared variables become options of the client, so one that is missing there can never be filled in. Declare it, or write the text that is meant.',
  },
  SERVER_VARIABLE_UNUSED: {
    severity: 'warning',
    title: 'A server variable that the address of the server does not have',
    explanation:
      'A variable is declared under "variables" of a server, but neither its host nor its pathname holds the name in braces. It is an option of the client that has no effect. Mostly the name is misspelt in one of the two places.',
  },
  TOPIC_SHARED: {
    severity: 'warning',
    title: 'Two operations of one direction on one topic',
    explanation:
      'Two operations that send, or two that receive, have channels with the same address; names of parameters do not count, for MQTT does not transmit them. A receiver gets the messages of both and can tell them apart by their content only, and each handler sees the messages of the other one fail its validation. Give them different addresses, or describe them as one operation with several messages, which the bindings turn into a union.',
  },
  MESSAGES_ALIKE: {
    severity: 'warning',
    title: 'Messages of one operation that cannot be told apart',
    explanation:
      'MQTT does not transmit which message of a document something is: the bindings take the first one whose payload and headers it fits. Messages of one operation whose payloads and headers are described alike, or that are all bytes, are therefore all taken for the first of them; handlers of the others are never called. Give each a property with a value of its own ("const"), or describe them as one message, or give each a channel.',
  },
  REPLY_ADDRESS_IN_BODY: {
    severity: 'info',
    title: 'The reply address is in the body, not where the document says',
    explanation:
      'The location of a reply address, e.g. $message.header#/replyTo, names the headers of the message, but no message of the operation declares such a header. Its payload declares headers.replyTo, however: the reply address travels in an envelope inside the JSON body. The bindings use that envelope, so nothing is broken; other tools will look in the wrong place. The exact location is $message.payload#/headers/replyTo.',
  },
  REPLY_ADDRESS_UNDECLARED: {
    severity: 'warning',
    title: 'The reply address is at a place that no message declares',
    explanation:
      'The location of a reply address is $message.header# or $message.payload# and a JSON pointer to a property. No message of the operation declares that property, so it is not known to be sent. The bindings use the response topic and the correlation data of MQTT 5 instead, and need a broker that speaks it. Declare the property, or correct the location.',
  },
  COMPONENT_UNUSED: {
    severity: 'info',
    title: 'A component that nothing uses',
    explanation:
      'No channel and no operation of the document leads to this schema or message, not even by way of others. Its type is generated nevertheless, but no method takes or gives it. Often a reference was forgotten or leads to a similar component. If another document refers to it, all is well.',
  },
  EXAMPLE_INVALID: {
    severity: 'warning',
    title: 'An example or default breaks its own schema',
    explanation:
      'Readers, and a mock server, take examples for valid messages. Either the example or the schema is wrong.',
  },
  TYPE_MISSING: {
    severity: 'warning',
    title: 'A schema for objects without "type: object"',
    explanation:
      'Keywords such as "properties" and "required" apply to objects only and say nothing of other values (JSON Schema draft-07): without a "type", a text, a number, a list or null is valid, too. The generated type says so, which is mostly not what one wants to work with. Add "type: object".',
  },
  REQUIRED_UNDECLARED: {
    severity: 'warning',
    title: 'A required property that is not declared',
    explanation:
      'The schema requires a property that it does not have under "properties", nor in the schemas that it is composed of. The value has to be there but may be anything, and its type is unknown. Mostly the name is misspelt in one of the two lists. Where "additionalProperties" is false, no value is valid at all.',
  },
  FORMAT_UNKNOWN: {
    severity: 'warning',
    title: 'A format that validators do not know',
    explanation:
      'A "format" is checked if it is one of JSON Schema draft-07 (date-time, date, time, email, hostname, ipv4, ipv6, uri, uri-reference, uri-template, json-pointer, relative-json-pointer, regex, and uuid and duration, which came later) or of AsyncAPI (int32, int64, float, double, byte, binary, password). Any other is a remark to the reader: every value passes. Names are case-sensitive, and it is date-time, not datetime. What must be checked can often be said with "pattern".',
  },
  PATTERN_NOT_UNICODE: {
    severity: 'warning',
    title: 'A pattern that not every validator takes',
    explanation:
      'Many validators compile patterns with the flag "u", under which characters beyond the basic plane count as one and needless backslashes, as in \\_ or \\:, are an error. This pattern is valid without the flag only. Remove the backslashes before characters that have no meaning of their own.',
  },
  PATTERN_SLOW: {
    severity: 'warning',
    title: 'A pattern that some text keeps busy for ever',
    explanation:
      'JavaScript matches regular expressions by trying: where a repetition can divide the same characters among its rounds in two ways, as in (a+)+$, (a|a)*$ or (\\w+\\s?)*$, every further character doubles the number of ways, and a text of 40 characters that does not match in the end takes minutes. Whoever sends such a text stops the program that validates it. Write the pattern so that there is one way only; a "maxLength" beside it does not help, since both are checked. The bindings check what the document says, so the pattern is in them as it is; samples and examples that take too long are left out and left unchecked. A pattern that is too large for this analysis gets the same warning.',
  },
  ENUM_CASE: {
    severity: 'warning',
    title: 'Values that differ in case only',
    explanation:
      'Two values of an "enum", e.g. Off and off, differ in case only. Both are accepted and both are in the type, and sooner or later somebody compares with the wrong one. Mostly one of them is a slip; keep what is really sent.',
  },
  REF_SIBLING_IGNORED: {
    severity: 'warning',
    title: 'A constraint beside a reference is ignored',
    explanation:
      'In JSON Schema draft-07, on which AsyncAPI builds, everything beside a "$ref" is ignored; here descriptions beside it are kept, but constraints are not applied. Values that the constraint was to refuse pass the validators. Write allOf: [{$ref: …}] with the constraint beside "allOf", or put the constraint into the schema referred to.',
  },
} as const satisfies CodeTable;
