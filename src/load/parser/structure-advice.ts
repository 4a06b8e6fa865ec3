/** What is wrong in the structure, and how to mend it. */
export interface Advice {
  readonly message: string;
  readonly help: string;
}

type Form = readonly [RegExp, (groups: readonly string[], context: Context) => Advice];

interface Context {
  readonly message: string;
  /** The keys on the way to the value. */
  readonly path: readonly (string | number)[];
  /** Version text of the document. */
  readonly version: string;
}

/** Puts a message of the parser's structure check into plain words; the first form counts. */
export function structureAdvice(context: Context): Advice {
  for (const [form, advise] of forms) {
    const match = form.exec(context.message);
    if (match !== null) return advise(match.slice(1), context);
  }
  return {
    message: `${context.message.replace(/\.$/, '')}.`,
    help: `See ${section(context)}.`,
  };
}

const forms: readonly Form[] = [
  [
    /^"?(.*?)"?(?: property)? must have required property "(.*)"$/s,
    ([owner = '', field = ''], context) => ({
      message: `${owner === 'Object' ? 'The document' : `"${owner}"`} lacks the field "${field}", which is required.`,
      help: missingFields[field] ?? `Add "${field}"; see ${section(context)}.`,
    }),
  ],
  [
    /^Property "(.*)" is not expected to be here$/s,
    ([field = ''], context) => ({
      message: `The field "${field}" is not one of those that AsyncAPI ${context.version} has here.`,
      help:
        strayField(field, context) ??
        `Check spelling and indentation, or let an extension start with "x-"; see ${section(context)}.`,
    }),
  ],
  [
    /^"action" property must be equal to one of the allowed values/,
    () => ({
      message: 'The action of an operation is either "send" or "receive".',
      help: 'Write "send" where the described application sends, "receive" where it receives; they replace "publish" and "subscribe" of AsyncAPI 2, whose meaning was the other way round.',
    }),
  ],
  [
    /^"(.*)" property must be equal to one of the allowed values(?:: (.*?))?(?:\. (Did you mean .*))?$/s,
    ([field = '', values, guess], context) => ({
      message: `The value of "${field}" is not one of those allowed${values === undefined ? '' : `: ${values}`}.`,
      help: guess ?? `See ${section(context)}.`,
    }),
  ],
  [
    /^("type" property) must be equal to constant$/,
    ([subject = ''], context) =>
      context.path.at(-2) === 'headers'
        ? {
            message: 'The headers of a message have to be an object.',
            help: 'Write "type: object", and the headers under "properties".',
          }
        : { message: `${subject} must be equal to constant.`, help: `See ${section(context)}.` },
  ],
  [
    /^"(.*)" property type must be (.*)$/s,
    ([field = '', types = ''], context) => ({
      message: `The value of "${field}" has to be of type ${types.replaceAll(',', ' or ')}.`,
      help: wrongTypes[types] ?? `See ${section(context)}.`,
    }),
  ],
];

const missingFields: Readonly<Record<string, string>> = {
  action: 'Add "action: send" where the described application sends, else "action: receive".',
  channel: 'Add the channel as a reference, e.g. $ref: "#/channels/<channel>".',
  info: 'Add "info" with a "title" and a "version".',
  title: 'Add "title", the name of the interface.',
  version: 'Add "version", the version of the interface, in quotes, e.g. "1.0.0".',
  protocol: 'Add "protocol: mqtt", or the protocol that the server speaks.',
  host: 'Add "host", e.g. "localhost:1883"; AsyncAPI 3 splits "url" into "host" and "pathname".',
  address: 'Add "address", the topic of the channel.',
};

const wrongTypes: Readonly<Record<string, string>> = {
  string: 'Put the value in quotes: YAML takes 1.0, true or null for something other than text.',
  object: 'Write a mapping here: "key: value" lines, indented. The schema "true" is written {}.',
  array: 'Write a list here: lines that start with "- ".',
};

/** Fields of AsyncAPI 2 that have moved. */
const movedFields: Readonly<Record<string, string>> = {
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

function strayField(field: string, { version }: Context): string | undefined {
  return version.startsWith('3') && Object.hasOwn(movedFields, field)
    ? movedFields[field]
    : undefined;
}

const objects: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:payload|headers|schemas)(?:\/|$)/, 'schemaObject'],
  [/(?:^|\/)(?:messages|message)(?:\/|$)/, 'messageObject'],
  [/(?:^|\/)operations(?:\/|$)/, 'operationObject'],
  [/(?:^|\/)channels(?:\/|$)/, 'channelObject'],
  [/(?:^|\/)servers(?:\/|$)/, 'serverObject'],
  [/^info(?:\/|$)/, 'infoObject'],
  [/^components(?:\/|$)/, 'componentsObject'],
];

/** The address of the specification's section on the object around a value. */
function section({ path, version }: Context): string {
  const text = path.join('/');
  const found = objects.find(([pattern]) => pattern.test(text));
  return `https://www.asyncapi.com/docs/reference/specification/v${version}#${found?.[1] ?? 'A2SObject'}`;
}
