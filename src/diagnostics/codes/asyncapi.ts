import { codeTable } from '../code-table.js';

/** Findings about AsyncAPI objects and their properties. */
export const asyncapiCodes = codeTable({
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
  FIELD_UNKNOWN: {
    severity: 'error',
    title: 'A field that AsyncAPI does not have in this place',
    explanation:
      'The specification lists the fields of each object. This one has another, which no other field resembles: it belongs to another object, often because of its indentation, or it is an extension whose name lacks the prefix "x-".',
    assumption:
      'The field is ignored, or used in comments only. The error stops every command if a field of this name means something to the bindings in other objects or versions, so that it may be misplaced.',
  },
  FIELD_MISSPELT: {
    severity: 'error',
    title: 'A field whose name is misspelt',
    explanation:
      'The specification lists the fields of each object. This one has another, whose name differs little from that of a field that the object lacks.',
    assumption:
      'The field is ignored if the bindings do not depend on the one that is meant, such as "summary" or "tags". Otherwise the error stops every command.',
  },
  FIELD_OF_OTHER_VERSION: {
    severity: 'error',
    title: 'A field of the other major version of AsyncAPI',
    explanation:
      'AsyncAPI 2 and 3 have different fields: version 3 has operations apart from channels, splits the URL of a server, and describes parameters without a schema. The help names what the version of the document has in place of the field.',
    assumption:
      'The field is read with its meaning in the other version, if that is a part of a server or a parameter, and ignored, if it is an identifier or only documents the API. Otherwise the error stops every command.',
  },
  INFO_INCOMPLETE: {
    severity: 'error',
    title: 'The document does not state its title and version',
    explanation:
      'Every AsyncAPI document has "info" with a "title" and a "version", which is the version of the API, as strings.',
    assumption:
      'The title is the name of the file without its extension, the version is "unknown". Both appear in comments only.',
  },
  SERVER_HOST_MISSING: {
    severity: 'error',
    title: 'A server without an address',
    explanation:
      'A server has a "host" in AsyncAPI 3 and a "url" in AsyncAPI 2. Without it, nothing says which broker a client connects to.',
    assumption:
      'The server has no default URL, so a client needs the option "url" or "client". Its protocol, its pathname and its variables count as usual.',
  },
  SCHEMA_TYPE_UNKNOWN: {
    severity: 'error',
    title: 'A type that JSON Schema does not have',
    explanation:
      'The types of JSON Schema are array, boolean, integer, null, number, object and string. Dates, identifiers and bytes are strings with a "format"; a schema without "type" allows every value.',
  },
  REF_AS_STRING: {
    severity: 'error',
    title: 'A string where AsyncAPI has a reference',
    explanation:
      'A reference is an object whose field "$ref" has the address of the value, e.g. channel: { $ref: "#/channels/lamp" }. The address alone is a string.',
    assumption:
      'The string stands for the reference that the help names. In a file that the document refers to, the error stops every command.',
  },
  ASYNCAPI_REF_MISPLACED: {
    severity: 'error',
    title: 'A reference where the specification allows none',
    explanation: 'AsyncAPI allows "$ref" in certain places only. Write the value itself here.',
    assumption: 'The reference is followed.',
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
    assumption: 'The name is used as it is.',
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
});
