import type { CodeTable } from '../code-table.js';

/** Findings on names and types given to the output. */
export const planCodes = {
  NAME_CLASH: {
    severity: 'info',
    title: 'Schemas that want the same type name',
    explanation:
      'A type is named by the key under which its schema is defined. Where several schemas end up with one name, or the name is taken by something that the output declares itself, each is prefixed by the nearest key above it in which they differ, or numbered. Rename one of them in the document to choose better names; as long as they clash, adding another may rename them again.',
  },
  METHOD_NAME_CLASH: {
    severity: 'info',
    title: 'An operation that could not have its short name',
    explanation:
      'Methods are named after the operation id without its leading role words. Where that is the name of a member that every client or mock server has, or where two operations want one method, the full operation id is used. Rename the operation to choose a better name.',
  },
  API_NAME_CLASH: {
    severity: 'error',
    title: 'Two documents with one API name',
    explanation:
      'Each document gets a folder named after its file, or after its folder where the file is called asyncapi, index or spec. Two documents of one run cannot share it, and "runtime" is taken by the run time. Rename a file, or generate into two folders.',
  },
  API_TOO_LARGE: {
    severity: 'error',
    title: 'Bindings that would be far longer than the document',
    explanation:
      'An operation has the address, the parameters and, unless it names some, all messages of its channel, and its methods spell them out. Where many operations share a channel that holds much, the bindings would be many times as long as the document. Name the messages of each operation, or divide the channel. Likewise a schema that is nested in others is named by all the keys that lead to it; where these are very long, give it a place of its own.',
  },
  NO_MQTT_SERVER: {
    severity: 'warning',
    title: 'No server speaks MQTT',
    explanation:
      'Client and mock server speak MQTT only. For a document whose servers all have other protocols, types and validators are generated and the rest is left out.',
  },
  NO_SAMPLE: {
    severity: 'warning',
    title: 'No valid sample of a reply',
    explanation:
      'The mock server answers with an example of the document, or with a value made from the schema. None of the examples is valid here and no valid value could be made, so the mock server needs a handler for this request.',
  },
  PATTERN_INVALID: {
    severity: 'error',
    title: 'A pattern that is no regular expression',
    explanation:
      'A "pattern", or a key of "patternProperties", is a regular expression of JavaScript (ECMA-262), written without slashes around it. JavaScript refuses this one, so no value can be checked against it. Features of other languages, such as (?i) or \\A and \\Z, are not available.',
  },
} as const satisfies CodeTable;
