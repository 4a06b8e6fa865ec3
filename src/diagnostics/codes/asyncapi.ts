import type { CodeTable } from '../code-table.js';

/** Findings about AsyncAPI objects and their properties. */
export const asyncapiCodes = {
  ASYNCAPI_VERSION_MISSING: {
    severity: 'error',
    title: 'The document does not state its AsyncAPI version',
    explanation:
      'Every AsyncAPI document has a field "asyncapi" with the version of the specification as a string, e.g. asyncapi: 3.0.0.',
  },
  ASYNCAPI_VERSION_UNSUPPORTED: {
    severity: 'error',
    title: 'The AsyncAPI version is not supported',
    explanation: 'Versions 2.0.0 to 2.6.0, 3.0 and 3.1 are supported.',
  },
  NOT_ASYNCAPI: {
    severity: 'error',
    title: 'The document is of another kind',
    explanation:
      'The file is, for example, an OpenAPI document. OpenAPI describes HTTP interfaces; for those use a generator for OpenAPI.',
  },
  ASYNCAPI_STRUCTURE: {
    severity: 'error',
    title: 'The document violates the AsyncAPI specification',
    explanation:
      'A field is missing, misspelt, at the wrong place, or has a value of the wrong type. The specification at https://www.asyncapi.com/docs/reference/specification lists the fields of each object.',
  },
  ASYNCAPI_REF_MISPLACED: {
    severity: 'error',
    title: 'A reference where the specification allows none',
    explanation: 'AsyncAPI allows "$ref" in certain places only. Write the value itself here.',
  },
  OPERATION_MESSAGE_FOREIGN: {
    severity: 'error',
    title: 'An operation lists a message that its channel does not have',
    explanation:
      "The messages of an operation are a selection of its channel's messages. Write each as a reference into that channel: #/channels/<channel>/messages/<message>.",
  },
  OPERATION_CHANNEL_PLACE: {
    severity: 'error',
    title: 'The channel of an operation is not one of the root channels',
    explanation: 'Write the channel of an operation as a reference to #/channels/<channel>.',
  },
  CHANNEL_SERVER_UNKNOWN: {
    severity: 'error',
    title: 'A channel names a server that is not defined',
    explanation: 'The servers of a channel are a selection of the entries under "servers".',
  },
  CHANNEL_KEY: {
    severity: 'error',
    title: 'A channel has a query or a fragment in its name',
    explanation: 'Names of channels contain neither "?" nor "#".',
  },
  CHANNEL_PARAMETERS: {
    severity: 'error',
    title: 'The parameters of a channel do not match its address',
    explanation:
      'Each {name} in the address has an entry in "parameters", and each entry there occurs in the address.',
  },
  SERVER_VARIABLES: {
    severity: 'error',
    title: 'The variables of a server do not match its URL',
    explanation:
      'Each {name} in the URL has an entry in "variables", and each entry there occurs in the URL.',
  },
  SECURITY_UNKNOWN: {
    severity: 'error',
    title: 'A security scheme that is not defined',
    explanation: 'A security requirement names an entry of components.securitySchemes.',
  },
  ID_NOT_UNIQUE: {
    severity: 'error',
    title: 'An identifier is used twice',
    explanation: 'Each operationId and each messageId must occur only once in a document.',
  },
  PARSER_REFUSED: {
    severity: 'error',
    title: 'The AsyncAPI parser cannot process the document',
    explanation:
      'The parser stopped without naming a place in the document. Fix the other findings first. If there are none, please report the document.',
  },
} as const satisfies CodeTable;
