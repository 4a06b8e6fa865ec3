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
  ASYNCAPI_FIELD_UNKNOWN: {
    severity: 'error',
    title: 'A field that AsyncAPI does not define at this place',
    explanation:
      'AsyncAPI lists the fields of each object and allows no others, except for extensions, whose names start with "x-". The field can have no effect. Remove it, move it to where it belongs, or make it an extension.',
    assumption:
      'The field is ignored, if it neither resembles nor replaces a field that the bindings depend on; otherwise the error stops every command.',
  },
  ASYNCAPI_INFO_MISSING: {
    severity: 'error',
    title: 'The document does not state its title or its version',
    explanation:
      'Every document has the field "info" with the "title" and the "version" of the API. Both appear only in comments of the bindings.',
    assumption: 'The title is the name of the file. The version is "unknown".',
  },
  ASYNCAPI_REF_MISPLACED: {
    severity: 'error',
    title: 'A reference where the specification allows none',
    explanation: 'AsyncAPI allows "$ref" in certain places only. Write the value itself here.',
    assumption: 'The reference is followed.',
  },
  ASYNCAPI_REF_UNWRAPPED: {
    severity: 'error',
    title: 'A reference that is written as a string',
    explanation:
      'A reference is a mapping with the key "$ref", for example: channel: {$ref: "#/channels/lamps"}. Here only its string is written.',
    assumption: 'The string is the "$ref" of a reference.',
  },
  SERVER_HOST_MISSING: {
    severity: 'error',
    title: 'A server without an address',
    explanation:
      'A server has a "host", or, in AsyncAPI 2, a "url". Without it, the bindings know the protocol and the pathname of the server, but not how to reach it.',
    assumption:
      'The server has no default URL: a client needs the option "url" or "client". A "url" of an AsyncAPI 3 server, or a "host" of an AsyncAPI 2 server, is used.',
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
    assumption:
      'A parameter that is not declared is a string. One that the address lacks is ignored.',
  },
  SERVER_VARIABLES: {
    severity: 'error',
    title: 'The variables of a server do not match its URL',
    explanation:
      'Each {name} in the URL has an entry in "variables", and each entry there occurs in the URL.',
    assumption:
      'A variable that is not declared is a string. One that the URL lacks remains an option without effect on the URL.',
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
    assumption:
      'All operations with the same operationId are named after their channels, like operations without one. Messages with the same messageId stay separate; their types are told apart by the keys above them.',
  },
  PARSER_REFUSED: {
    severity: 'error',
    title: 'The AsyncAPI parser cannot process the document',
    explanation:
      'The parser stopped without naming a place in the document. Fix the other findings first. If there are none, please report the document.',
  },
} as const satisfies CodeTable;
