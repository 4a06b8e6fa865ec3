import { codeTable } from '../code-table.js';

/** Findings about names and types in the output. */
export const planCodes = codeTable({
  NAME_CLASH: {
    severity: 'info',
    title: 'Schemas that want the same type name',
    explanation:
      'A type is named by the key under which its schema is defined. If several schemas get the same name, or the output already declares the name, each gets a prefix: the nearest key above it in which they differ. If there is none, they are numbered. Rename one of them in the document to choose better names. As long as they clash, another schema with this name may rename them again.',
  },
  METHOD_NAME_CLASH: {
    severity: 'info',
    title: 'An operation that cannot have its short name',
    explanation:
      'A method is named after the operation id without its leading role words. If every client or mock server has a member of that name, or if two operations want it, the full operation id is used. Rename the operation to choose a better name.',
  },
  API_NAME_CLASH: {
    severity: 'error',
    title: 'Two documents with one API name',
    explanation:
      'Each document gets a folder named after its file or, if the file is called asyncapi, index or spec, after its folder. Two documents of one run cannot share a folder, and the folder "runtime" contains the runtime. Rename a file, or generate into two folders.',
  },
  API_TOO_LARGE: {
    severity: 'error',
    title: 'Bindings that would be far longer than the document',
    explanation:
      'An operation has the address and the parameters of its channel and, unless it lists some, all messages of the channel; its methods contain all of them. If many operations share a channel with many messages, the bindings become many times as long as the document. List the messages of each operation, or divide the channel. Similarly, a nested schema is named by all keys that lead to it. If these are very long, move the schema to the components.',
  },
  NO_MQTT_SERVER: {
    severity: 'warning',
    title: 'No server speaks MQTT',
    explanation:
      'Client and mock server speak MQTT only. If no server of a document speaks MQTT, only types and validators are generated.',
  },
  NOTHING_TO_MOCK: {
    severity: 'error',
    title: 'A document without operations to mock',
    explanation:
      'The command "mock" plays the operations of documents over MQTT. An operation needs a channel with an address and a server that speaks MQTT. None of the documents given has one.',
  },
  NO_SAMPLE: {
    severity: 'warning',
    title: 'No valid sample of a reply',
    explanation:
      'The mock server answers with an example of the document, or with a value made from the schema. Here no example is valid and no valid value could be made, so the mock server needs a handler for this request. If the value of one property is to blame, the finding is at that property.',
  },
  SERVER_HOST_SCHEME: {
    severity: 'warning',
    title: 'The host of a server is a URL',
    explanation:
      'In AsyncAPI 3 a server has its "protocol", its "host" with the port, and its "pathname" in three fields. With a scheme in the host, the address of the broker contains the protocol twice, and no client can connect to it without a "url" of its own.',
  },
  CONTENT_TYPE_INVALID: {
    severity: 'warning',
    title: 'A content type that is not a media type',
    explanation:
      'The content type of a message, or "defaultContentType" of the document, is a media type: a type, a slash and a subtype, such as application/json. Without the slash nobody can say how a payload is written, so its type is Uint8Array.',
  },
  PATTERN_INVALID: {
    severity: 'error',
    title: 'A pattern that is not a regular expression',
    explanation:
      'A "pattern", or a key of "patternProperties", is a regular expression of JavaScript (ECMA-262) without slashes around it. JavaScript refuses this one, so no value can be validated. Features of other languages, such as (?i) or \\A and \\Z, are not available.',
  },
});
