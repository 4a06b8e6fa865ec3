import { didYouMean } from '../../../diagnostics/did-you-mean.js';
import { isArray, isObject, type Json } from '../../../json/json.js';
import type { Mistake } from '../mistake.js';
import type { Row } from './row.js';
import { lineAt, textOf, yamlOf } from './yaml-text.js';

const wrongType = { mistake: 'wrong type' } as const;

/** Objects that are often written as a string: the field that the string belongs to. */
const mainFields: Readonly<Record<string, string>> = {
  license: 'name',
  contact: 'name',
  tag: 'name',
  externalDocs: 'url',
  correlationId: 'location',
  operationReplyAddress: 'location',
};

/** Rows about values of a wrong type in general, and about values that are not among those allowed. */
export const valueRows: readonly Row[] = [
  {
    ...wrongType,
    title: 'an object as a string',
    objects: Object.keys(mainFields),
    fields: [''],
    applies: ({ value }) => typeof value === 'string',
    help: (mistake) => {
      const field = mainFields[mistake.object] ?? 'name';
      return `Write "${lineAt(mistake, `{ ${field}: ${yamlOf(mistake.value, '…')} }`)}".`;
    },
    example: 'Write "license: { name: MIT }".',
  },
  {
    ...wrongType,
    title: 'a string without quotes',
    applies: (mistake) => wants(mistake, 'string') && isScalar(mistake.value),
    help: () =>
      'Put the value in quotes: without them, YAML does not read 1.0, true or null as a string.',
    example:
      'Put the value in quotes: without them, YAML does not read 1.0, true or null as a string.',
  },
  {
    ...wrongType,
    title: 'a number or a boolean in quotes',
    applies: (mistake) => unquoted(mistake) !== undefined,
    help: (mistake) => `Write "${lineAt(mistake, textOf(mistake.value))}", without quotes.`,
    example: 'Write "minLength: 5", without quotes.',
  },
  {
    ...wrongType,
    title: 'a single item in place of an array',
    applies: (mistake) =>
      mistake.error.params['type'] === 'array' && isScalar(mistake.value) && mistake.value !== null,
    help: (mistake) => `Write "${lineAt(mistake, yamlOf([mistake.value], '[…]'))}".`,
    example: 'Write "required: [id]".',
  },
  {
    ...wrongType,
    title: 'an empty value',
    applies: ({ value }) => value === null,
    help: () => 'Write a value after the colon, or remove the key.',
    example: 'Write a value after the colon, or remove the key.',
  },
  {
    ...wrongType,
    title: 'a boolean as a schema',
    objects: ['schema'],
    fields: [''],
    applies: ({ value }) => typeof value === 'boolean',
    help: (mistake) => `Write "${lineAt(mistake, mistake.value === true ? '{}' : '{ not: {} }')}".`,
    example: 'Write "payload: {}".',
  },
  {
    ...wrongType,
    title: 'another value in place of an object',
    applies: (mistake) => wants(mistake, 'object'),
    help: () => 'Write a mapping: indented lines of the form "key: value".',
    example: 'Write a mapping: indented lines of the form "key: value".',
  },
  {
    ...wrongType,
    title: 'an object in place of an array',
    applies: (mistake) => wants(mistake, 'array'),
    help: () => 'Write a sequence: lines that start with "- ".',
    example: 'Write a sequence: lines that start with "- ".',
  },
  {
    ...wrongType,
    title: 'an object or an array in place of a string',
    applies: (mistake) => wants(mistake, 'string'),
    help: (mistake) => `Write a string: "${lineAt(mistake, '…')}".`,
    example: 'Write a string: "title: …".',
  },
  {
    mistake: 'wrong value',
    title: 'the action of an operation',
    objects: ['operation'],
    fields: ['action'],
    message: () => 'The "action" of an operation must be "send" or "receive".',
    help: () =>
      'Write "action: send" if the described application sends the message, "action: receive" if it receives it. In AsyncAPI 2, "subscribe" means "send", and "publish" means "receive".',
    example:
      'Write "action: send" if the described application sends the message, "action: receive" if it receives it. In AsyncAPI 2, "subscribe" means "send", and "publish" means "receive".',
  },
  {
    mistake: 'wrong value',
    title: 'a misspelt value',
    applies: (mistake) => intended(mistake) !== undefined,
    help: (mistake) => `Did you mean "${lineAt(mistake, yamlOf(intended(mistake) ?? '', '…'))}"?`,
    example: 'Did you mean "type: string"?',
  },
  {
    mistake: 'wrong name',
    title: 'a key that is no name',
    help: () =>
      'Use a name that is not empty, with "{" and "}" only around the names of parameters.',
    example: 'Use a name that is not empty, with "{" and "}" only around the names of parameters.',
  },
  {
    mistake: 'other',
    title: 'the location of a correlation id',
    objects: ['correlationId', 'operationReplyAddress', 'parameter'],
    fields: ['location'],
    help: ({ object }) =>
      `Write "location: ${object === 'parameter' ? '$message.payload#/id' : '$message.header#/…'}": a JSON pointer to a property of the headers or the payload.`,
    example:
      'Write "location: $message.header#/…": a JSON pointer to a property of the headers or the payload.',
  },
];

function wants({ error }: Mistake, type: string): boolean {
  return [error.params['type']].flat().includes(type);
}

function isScalar(value: Json): boolean {
  return !isObject(value) && !isArray(value);
}

/** The value of a string in quotes, if the type of that value is allowed. */
function unquoted(mistake: Mistake): Json | undefined {
  const { value } = mistake;
  if (typeof value !== 'string') return undefined;
  if (wants(mistake, 'boolean') && /^(?:true|false)$/.test(value)) return value === 'true';
  const isNumeric = wants(mistake, 'number') || wants(mistake, 'integer');
  return isNumeric && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : undefined;
}

function intended({ value, error }: Mistake): string | undefined {
  const allowed = [error.params['allowedValues'] ?? error.params['allowedValue']].flat();
  const texts = allowed.filter((each) => typeof each === 'string');
  return typeof value === 'string' ? didYouMean(value, texts) : undefined;
}
