/** How to fix a missing field, by its name. */
export const missingFields: Readonly<Record<string, string>> = {
  action: 'Add "action: send" where the described application sends, else "action: receive".',
  channel: 'Add the channel as a reference, e.g. $ref: "#/channels/<channel>".',
  info: 'Add "info" with a "title" and a "version".',
  title: 'Add "title", the name of the interface.',
  version: 'Add "version", the version of the interface, in quotes, e.g. "1.0.0".',
  protocol: 'Add "protocol: mqtt", or the protocol that the server speaks.',
  host: 'Add "host", e.g. "localhost:1883"; AsyncAPI 3 splits "url" into "host" and "pathname".',
  address: 'Add "address", the topic of the channel.',
};

/** Where a field of AsyncAPI 2 has moved to in AsyncAPI 3. */
export const movedFields: Readonly<Record<string, string>> = {
  publish:
    'AsyncAPI 3 describes operations under the root "operations", with "action: receive" for "publish".',
  subscribe:
    'AsyncAPI 3 describes operations under the root "operations", with "action: send" for "subscribe".',
  url: 'AsyncAPI 3 splits the "url" of a server into "host" and "pathname".',
  message: 'AsyncAPI 3 lists messages under "messages" of the channel.',
  operationId: 'In AsyncAPI 3 the key under "operations" is the id of the operation.',
  messageId: 'In AsyncAPI 3 the key under "messages" is the id of the message.',
  schemaFormat:
    'AsyncAPI 3 puts "schemaFormat" into the payload, beside a field "schema" with the schema.',
};

/** How to write a value of a JSON type in YAML. */
export const typesInYaml: Readonly<Record<string, string>> = {
  string:
    'Put the value in quotes: YAML takes 1.0, true or null for something other than a string.',
  object: 'Write a mapping here: "key: value" lines, indented. The schema "true" is written {}.',
  array: 'Write a list here: lines that start with "- ".',
};

/** What a value of a format is, with an example. */
export const formats: Readonly<Record<string, string>> = {
  uri: 'an absolute URI such as "https://example.com"',
  'uri-reference': 'a URI or a relative reference',
  'uri-template': 'a URI template',
  email: 'an email address',
};

/** Parts whose section in the specification has the name of the part, with "Object" behind it. */
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

/** The address of the specification's section on the object that a part describes. */
export function sectionOf(part: string, version: string): string {
  const [name = ''] = part.split('/', 1);
  const section = namedAlike.has(name) ? `${name}Object` : (sections[name] ?? ownSection(name));
  return `https://www.asyncapi.com/docs/reference/specification/v${version}#${section}`;
}
