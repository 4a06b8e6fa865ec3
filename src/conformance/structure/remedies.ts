/** How to fix a missing field, by its name. */
export const missingFields: Readonly<Record<string, string>> = {
  action:
    'Add "action: send" if the described application sends the message, otherwise "action: receive".',
  channel: 'Add "channel" with a reference, e.g. $ref: "#/channels/<channel>".',
  info: 'Add "info" with a "title" and a "version".',
  title: 'Add "title", the name of the API.',
  version: 'Add "version", the version of the API, in quotes, e.g. "1.0.0".',
  protocol: 'Add "protocol: mqtt", or another protocol that the server supports.',
  host: 'Add "host", e.g. "localhost:1883"; AsyncAPI 3 splits "url" into "host" and "pathname".',
  address: 'Add "address", the topic of the channel.',
};

/** How AsyncAPI 3 replaces a field of AsyncAPI 2. */
export const movedFields: Readonly<Record<string, string>> = {
  publish:
    'Define the operation under the root "operations": in AsyncAPI 3, "action: receive" replaces "publish".',
  subscribe:
    'Define the operation under the root "operations": in AsyncAPI 3, "action: send" replaces "subscribe".',
  url: 'Write "host" and "pathname", which replace "url" in AsyncAPI 3.',
  message: 'Define the message under "messages" of the channel, as AsyncAPI 3 requires.',
  operationId: 'Remove it: in AsyncAPI 3, the key under "operations" is the id of the operation.',
  messageId: 'Remove it: in AsyncAPI 3, the key under "messages" is the id of the message.',
  schemaFormat: 'Move "schemaFormat" into the payload, beside a field "schema" with the schema.',
};

/** How to write a value of a JSON type in YAML. */
export const typesInYaml: Readonly<Record<string, string>> = {
  string:
    'Put the value in quotes: without them, YAML does not read 1.0, true or null as a string.',
  object:
    'Write a mapping: indented lines of the form "key: value". For the schema "true", write {}.',
  array: 'Write a sequence: lines that start with "- ".',
};

/** Descriptions of the values of a format. */
export const formats: Readonly<Record<string, string>> = {
  uri: 'an absolute URI such as "https://example.com"',
  'uri-reference': 'a URI or a relative reference',
  'uri-template': 'a URI template',
  email: 'an email address',
};

/** Parts whose section in the specification is named like the part, followed by "Object". */
const namedAlike = new Set([
  ...['info', 'contact', 'license', 'components', 'servers', 'server', 'serverVariable'],
  ...['channels', 'channel', 'channelItem', 'parameters', 'parameter', 'message', 'messageTrait'],
  ...['operations', 'operation', 'operationTrait', 'operationReply', 'operationReplyAddress'],
  ...['tag', 'schema', 'oauth2Flows', 'oauth2Flow'],
]);
const sections: Readonly<Record<string, string>> = {
  anySchema: 'schemaObject',
  multiFormatSchema: 'multiFormatSchemaObject',
  'json-schema-draft-07-schema': 'schemaObject',
  externalDocs: 'externalDocumentationObject',
  correlationId: 'correlationIdObject',
};

function ownSection(part: string): string {
  return part.endsWith('Object') ? part : 'A2SObject';
}

/** Returns the URL of the section of the specification about the object that a part validates. */
export function sectionOf(part: string, version: string): string {
  const [name = ''] = part.split('/', 1);
  const section = namedAlike.has(name) ? `${name}Object` : (sections[name] ?? ownSection(name));
  return `https://www.asyncapi.com/docs/reference/specification/v${version}#${section}`;
}
