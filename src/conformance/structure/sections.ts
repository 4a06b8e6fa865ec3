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

/** Kinds of object, by the name of a part that is named differently. */
const kinds: Readonly<Record<string, string>> = {
  '': 'document',
  channelItem: 'channel',
  messageObject: 'message',
  anySchema: 'schema',
  'json-schema-draft-07-schema': 'schema',
};

/** Returns the kind of object that a part validates, e.g. `operation`, the same in all versions. */
export function objectOf(part: string): string {
  const [name = ''] = part.split('/', 1);
  return Object.hasOwn(kinds, name) ? (kinds[name] ?? name) : name;
}
