import { codeTable } from '../code-table.js';

/** Findings that only `validate` reports. None of them prevents `generate`. */
export const lintCodes = codeTable({
  SERVER_VARIABLE_UNDECLARED: {
    severity: 'warning',
    title: 'A variable in the address of a server is not declared',
    explanation:
      'The host and the pathname of a server can contain variables such as {module_id}. Each must be declared under "variables" of that server, with its description, its values and its default. Only declared variables become options of the client, so nothing can fill in this one. Declare it, or write the text itself.',
  },
  SERVER_VARIABLE_UNUSED: {
    severity: 'warning',
    title: 'A server variable that the address of the server does not contain',
    explanation:
      'A variable is declared under "variables" of a server, but neither its host nor its pathname contains the name in braces. The client has an option for it that has no effect. Usually the name is misspelt in one of the two places.',
  },
  TOPIC_SHARED: {
    severity: 'warning',
    title: 'Two operations of one direction share a topic',
    explanation:
      'Two operations that send, or two that receive, have channels with the same address. Names of parameters make no difference, since MQTT does not transmit them. A receiver gets the messages of both operations and can distinguish them only by content; each handler sees the messages of the other operation fail validation. Use different addresses, or describe one operation with several messages, which the bindings type as a union.',
  },
  MESSAGES_ALIKE: {
    severity: 'warning',
    title: 'Messages of one operation that cannot be distinguished',
    explanation:
      'MQTT does not transmit which message of the document a message is. The bindings take it for the first message whose payload and headers it fits. If several messages of an operation have the same payload and headers, or all are bytes, the handlers of all but the first are never called. Give each message a property with a "const" value, describe them as one message, or give each its own channel.',
  },
  REPLY_ADDRESS_IN_BODY: {
    severity: 'info',
    title: 'The reply address is in the body instead of the headers',
    explanation:
      'The location of a reply address, e.g. $message.header#/replyTo, names the headers of the message, but no message of the operation declares such a header. Its payload declares headers.replyTo, so the reply address is in an envelope inside the JSON body. The bindings use that envelope and work; other tools look in the wrong place. The exact location is $message.payload#/headers/replyTo.',
  },
  REPLY_ADDRESS_UNDECLARED: {
    severity: 'warning',
    title: 'The location of the reply address is a property that no message declares',
    explanation:
      'The location of a reply address is $message.header# or $message.payload# and a JSON pointer to a property. No message of the operation declares that property, so nothing says that it is sent. The bindings use the response topic and the correlation data of MQTT 5 instead, and need a broker that speaks MQTT 5. Declare the property, or correct the location.',
  },
  CORRELATION_ID_UNUSED: {
    severity: 'info',
    title: 'A correlation id that matches no reply',
    explanation:
      'A "correlationId" says by which id a reply belongs to its request. The bindings know this only of operations with a "reply", which AsyncAPI 3 has and AsyncAPI 2 has not. In all other messages the id is a property or header like any other: your program sets it, and compares it.',
  },
  COMPONENT_UNUSED: {
    severity: 'info',
    title: 'A component that nothing uses',
    explanation:
      'No channel and no operation of the document uses this schema or message, directly or through others. Its type is generated, but no method takes or returns it. Often a reference is missing or names a similar component. If another document refers to it, ignore this finding.',
  },
  EXAMPLE_INVALID: {
    severity: 'warning',
    title: 'An example or default does not match its schema',
    explanation:
      'Readers and mock servers rely on examples to be valid. Either the example or the schema is wrong.',
  },
  TYPE_MISSING: {
    severity: 'warning',
    title: 'A schema for objects without "type: object"',
    explanation:
      'Keywords such as "properties" and "required" apply to objects only and say nothing about other values (JSON Schema draft-07). Without a "type", a string, a number, an array and null are valid, too. The generated type includes them, which is rarely intended. Add "type: object".',
  },
  PARAMETER_UNDECLARED: {
    severity: 'warning',
    title: 'A parameter in the address of a channel is not declared',
    explanation:
      'The address of a channel can contain parameters such as {name}. Each is declared under "parameters" of the channel, with its description and its values. The bindings take one that is not declared for any string.',
  },
  PAYLOAD_MISSING: {
    severity: 'warning',
    title: 'A message without payload, though a schema has its name',
    explanation:
      'A message without "payload" is sent with zero bytes, and its method has no argument. The components have a schema of the same name, which usually means that the reference to it was forgotten.',
  },
  SCHEMA_UNSATISFIABLE: {
    severity: 'warning',
    title: 'A schema that no value matches',
    explanation:
      'The keywords of the schema contradict each other: no value of its type is among its values, it combines schemas of different types, or a lower limit is greater than the upper one. Its type is never, and every message with such a value is refused. In an enum of strings, numbers such as 1.0 need quotes.',
  },
  INTEGER_UNSAFE: {
    severity: 'warning',
    title: 'An integer that JavaScript rounds',
    explanation:
      'JavaScript represents integers exactly up to 2^53 - 1, which is 9007199254740991. JSON.parse rounds larger ones to a number nearby, in documents as in messages. So a "const", an "enum" or a limit beyond that does not mean what the document says. Describe such values as strings.',
  },
  INTEGER_WIDE: {
    severity: 'info',
    title: 'An integer format whose values JavaScript may round',
    explanation:
      'The format int64 allows integers beyond 2^53 - 1, which JSON.parse rounds to a number nearby. If such values occur, describe them as strings; if not, state it with "minimum" and "maximum".',
  },
  ALL_OF_CLOSED: {
    severity: 'warning',
    title: 'A schema in a composition forbids the properties of the others',
    explanation:
      'In JSON Schema draft-07, "additionalProperties: false" knows only the properties beside it, not those of other schemas in "allOf". An object with a property that another part adds is therefore refused. Remove it, or declare all properties beside it.',
  },
  ITEMS_SINGLE: {
    severity: 'warning',
    title: 'An array of one schema under "items"',
    explanation:
      'In JSON Schema draft-07, an array of schemas under "items" describes the items one by one: the first schema the first item, and so on. With one schema, all further items may be anything. Write the schema itself to describe all items, or add "additionalItems".',
  },
  KEYWORD_INEFFECTIVE: {
    severity: 'warning',
    title: 'A keyword of a schema has no effect',
    explanation:
      'AsyncAPI describes payloads in JSON Schema draft-07. A keyword that is misspelt, belongs to another version of JSON Schema or to OpenAPI, restricts values of another type than the schema allows, or lacks the keyword that it belongs to is ignored by types and validators alike. The help names what draft-07 has instead.',
  },
  DISCRIMINATOR_INEFFECTIVE: {
    severity: 'warning',
    title: 'A discriminator that does not tell variants apart',
    explanation:
      'In AsyncAPI, "discriminator" names a required property that holds the name of the schema which describes an object: its key in the components. A variant of "oneOf" or "anyOf", or a schema that includes another one with "discriminator" by "allOf", may declare other values of the property by "const" or "enum". Types narrow by the property, and validators check the variant that it names, only if each variant is an object, requires the property, and has string values of its own. A schema with "discriminator" that describes a value by itself, without "oneOf" or "anyOf", has the type that it declares, since documents may add variants. The message says why the discriminator has no effect.',
  },
  KEYWORD_UNKNOWN: {
    severity: 'info',
    title: 'A keyword of a schema that JSON Schema does not have',
    explanation:
      'JSON Schema ignores keywords that it does not know, and so do types and validators. If a program of yours reads it, give it a name that starts with "x-".',
  },
  REQUIRED_UNDECLARED: {
    severity: 'warning',
    title: 'A required property that is not declared',
    explanation:
      'The schema requires a property that neither its "properties" nor the schemas that it combines declare. The property must be present but can have any value, so its type is unknown. Usually the name is misspelt in one of the two places. If "additionalProperties" is false, no value is valid.',
  },
  FORMAT_UNKNOWN: {
    severity: 'warning',
    title: 'A format that the validators do not know',
    explanation:
      'A "format" is validated if JSON Schema draft-07 defines it (date-time, date, time, email, hostname, ipv4, ipv6, uri, uri-reference, uri-template, json-pointer, relative-json-pointer, regex; also uuid and duration, which are newer), or AsyncAPI (int32, int64, float, double, byte, binary, password). With any other format, every value is valid. Names are case-sensitive, and the format is called date-time, not datetime. A "pattern" can often express what must be validated.',
  },
  PATTERN_NOT_UNICODE: {
    severity: 'warning',
    title: 'A pattern that some validators refuse',
    explanation:
      'Many validators compile patterns with the flag "u". With this flag, a character beyond the basic plane counts as one, and a needless backslash, as in \\_ or \\:, is an error. This pattern is valid only without the flag. Remove the backslashes before characters that have no special meaning.',
  },
  PATTERN_SLOW: {
    severity: 'warning',
    title: 'A pattern that some strings keep busy for ever',
    explanation:
      'JavaScript matches a regular expression by trying. If a repetition can divide the same characters in two ways, as in (a+)+$, (a|a)*$ or (\\w+\\s?)*$, every further character doubles the number of ways. A string of 40 characters that does not match then takes minutes, and whoever sends it stops the program that validates it. Write the pattern so that there is only one way. A "maxLength" beside it does not help, since both are checked. The bindings contain the pattern as it is; samples and examples that take too long are left out. A pattern that is too large to analyse gets the same warning.',
  },
  ENUM_CASE: {
    severity: 'warning',
    title: 'Enum values that differ only in case',
    explanation:
      'Two values of an "enum", e.g. Off and off, differ only in case. Both are accepted and both are in the type, so sooner or later a program compares with the wrong one. Usually one of them is a mistake; keep the one that is sent.',
  },
  REF_SIBLING_IGNORED: {
    severity: 'warning',
    title: 'A constraint beside a reference is ignored',
    explanation:
      'JSON Schema draft-07, on which AsyncAPI builds, ignores everything beside a "$ref". The bindings keep descriptions beside it but do not apply constraints, so values that the constraint should refuse are valid. Write allOf: [{$ref: …}] with the constraint beside "allOf", or move the constraint into the schema that the reference names.',
  },
  REF_TYPE_IGNORED: {
    severity: 'info',
    title: 'A type beside a reference is not that of its target',
    explanation:
      'JSON Schema draft-07 ignores everything beside a "$ref", so the schema that it refers to decides the type. Here no value has both types, so nothing is lost in types and validators. Still, one of the two is a mistake: readers, and tools that follow a later version of JSON Schema, see a schema that nothing matches.',
  },
});
