import type { DiagnosticCode } from '../../diagnostics/catalogue.js';
import { member } from '../../json/json.js';
import type { SourceFile } from '../../load/source/source-file.js';
import { knownKeywords } from '../../model/schema/keywords.js';
import { fileTitle } from '../../system/file-title.js';
import type { Explanation } from './explain.js';
import type { Mistake } from './mistake.js';

/** A mistake, its explanation, and the document that has it. */
interface Explained {
  readonly mistake: Mistake;
  readonly explanation: Explanation;
  readonly main: SourceFile;
}

/**
 * Returns what is assumed in place of a mistake, or `undefined` if nothing sensible can be assumed.
 * What is said here must be what the readers of `src/model` do.
 */
export function assumptionFor(explained: Explained): string | undefined {
  return assumptions[explained.explanation.code]?.(explained);
}

const assumptions: Readonly<
  Partial<Record<DiagnosticCode, (explained: Explained) => string | undefined>>
> = {
  FIELD_UNKNOWN: ({ mistake }) => assumeUnknown(mistake),
  FIELD_MISSPELT: assumeMisspelt,
  FIELD_OF_OTHER_VERSION: ({ mistake }) => assumeOther(mistake),
  INFO_INCOMPLETE: ({ mistake, main }) => assumeInfo(fieldOf(mistake), main),
  SERVER_HOST_MISSING: ({ mistake }) =>
    `The server "${mistake.name}" is assumed to have no default URL, so clients need the option "url" or "client".`,
  REF_AS_STRING: ({ mistake, explanation, main }) =>
    mistake.at.file === main && explanation.reference !== undefined
      ? `It is assumed to be the reference "${explanation.reference}".`
      : undefined,
};

/** Fields that appear in comments of the bindings, or nowhere. */
const descriptive = new Set([
  ...['title', 'summary', 'description', 'tags', 'externalDocs'],
  ...['contact', 'license', 'termsOfService'],
]);

/** Other fields that AsyncAPI has somewhere: where they do not belong, they are misplaced. */
const meaningful = new Set([
  ...['asyncapi', 'info', 'defaultContentType', 'servers', 'channels', 'operations', 'components'],
  ...['schemas', 'messages', 'messageTraits', 'operationTraits', 'parameters', 'replies'],
  ...['host', 'url', 'pathname', 'protocol', 'protocolVersion', 'variables', 'bindings'],
  ...['enum', 'default', 'schema', 'schemaFormat', 'address', 'publish', 'subscribe', '$ref'],
  ...['action', 'channel', 'reply', 'message', 'operationId', 'messageId', 'traits', 'location'],
  ...['payload', 'headers', 'contentType', 'correlationId', 'deprecated'],
  // The bindings of MQTT.
  ...['mqtt', 'mqtt5', 'qos', 'retain', 'messageExpiryInterval', 'clientId', 'cleanSession'],
  ...['lastWill', 'topic', 'keepAlive', 'sessionExpiryInterval', 'maximumPacketSize'],
]);

function assumeUnknown(mistake: Mistake): string | undefined {
  const field = fieldOf(mistake);
  const isSchema = mistake.object === 'message' && knownKeywords.has(field);
  if (descriptive.has(field)) return `The field "${field}" is used in comments at most.`;
  return isSchema || meaningful.has(field) ? undefined : ignored(field);
}

function assumeMisspelt({ mistake, explanation, main }: Explained): string | undefined {
  const [meant = ''] = explanation.replaces;
  const isInfo = mistake.object === 'info' && (meant === 'title' || meant === 'version');
  if (isInfo) return `${ignored(fieldOf(mistake))} ${assumeInfo(meant, main)}`;
  return descriptive.has(meant) ? ignored(fieldOf(mistake)) : undefined;
}

/** What a field of the other version means, by its object and its name. */
const ofOtherVersion: Readonly<Record<string, (mistake: Mistake) => string | undefined>> = {
  'operation.operationId': ignoredField,
  'message.messageId': ignoredField,
  'document.tags': ignoredField,
  'document.externalDocs': ignoredField,
  'info.tags': ignoredField,
  'info.externalDocs': ignoredField,
  'parameter.examples': ignoredField,
  'parameter.schema': () => 'The "enum" and the "default" of the schema are used.',
  'parameter.enum': unlessBeside('schema'),
  'parameter.default': unlessBeside('schema'),
  'server.url': (mistake) =>
    member(mistake.owner, 'host') === undefined
      ? 'The "url" is used for the host and the pathname.'
      : ignoredField(mistake),
  'server.host': unlessBeside('url'),
  'server.pathname': unlessBeside('url'),
};

function assumeOther(mistake: Mistake): string | undefined {
  const key = `${mistake.object}.${mistake.field}`;
  return Object.hasOwn(ofOtherVersion, key) ? ofOtherVersion[key]?.(mistake) : undefined;
}

function unlessBeside(other: string) {
  return (mistake: Mistake): string | undefined =>
    member(mistake.owner, other) === undefined
      ? `The field "${fieldOf(mistake)}" is used as in AsyncAPI 3.`
      : undefined;
}

function ignoredField(mistake: Mistake): string {
  return ignored(fieldOf(mistake));
}

function ignored(field: string): string {
  return `The field "${field}" is ignored.`;
}

function assumeInfo(field: string, main: SourceFile): string {
  const title = `title is assumed to be "${fileTitle(main.path)}", the name of the file`;
  const version = 'version is assumed to be "unknown"';
  if (field === 'version') return `The ${version}.`;
  return field === 'title' ? `The ${title}.` : `The ${title}, and the ${version}.`;
}

/** The name of the unknown or missing field. */
function fieldOf({ error }: Mistake): string {
  return String(error.params['additionalProperty'] ?? error.params['missingProperty']);
}
