import { member, referenceOf } from '../../../json/json.js';
import { childPointer, pointerOf, segmentsOf, valueAt } from '../../../json/pointer.js';
import type { Mistake } from '../mistake.js';
import { entryFor } from './entry-for.js';
import type { Row } from './row.js';
import { referenceLine, textOf } from './yaml-text.js';

/** Where values that a reference can stand for are defined, by kind of object. */
const sections: Readonly<Record<string, readonly string[]>> = {
  channel: ['/channels', '/components/channels'],
  server: ['/servers', '/components/servers'],
  message: ['/components/messages'],
  operation: ['/operations', '/components/operations'],
  schema: ['/components/schemas'],
  parameter: ['/components/parameters'],
  serverVariable: ['/components/serverVariables'],
  operationReply: ['/components/replies'],
  operationReplyAddress: ['/components/replyAddresses'],
  correlationId: ['/components/correlationIds'],
  messageTrait: ['/components/messageTraits'],
  operationTrait: ['/components/operationTraits'],
  tag: ['/components/tags'],
  externalDocs: ['/components/externalDocs'],
};

const itself = { objects: Object.keys(sections), fields: [''], mistake: 'wrong type' } as const;

/** A reference to the same file or by a relative path; neither a URL nor a runtime expression. */
const reference = /^(?!\$|[a-z][a-z0-9+.-]*:)[^\s#]*#\//i;

/** Rows about strings in place of references. */
export const referenceRows: readonly Row[] = [
  {
    ...itself,
    title: 'a reference as a string',
    applies: ({ value }) => typeof value === 'string' && reference.test(value),
    code: 'REF_AS_STRING',
    message: asString,
    reference: meant,
    help: (mistake) => `Write "${referenceLine(mistake, meant(mistake))}".`,
    example: `Write "channel: { $ref: '#/channels/lamp' }".`,
  },
  {
    ...itself,
    title: 'a name in place of a reference',
    applies: (mistake) => targetOf(mistake) !== undefined,
    code: 'REF_AS_STRING',
    message: asString,
    reference: targetOf,
    help: (mistake) => `Write "${referenceLine(mistake, targetOf(mistake) ?? '')}".`,
    example: `Write "channel: { $ref: '#/channels/lamp' }".`,
  },
];

function asString({ name }: Mistake): string {
  return `The value of "${name}" must be an object with the field "$ref", not a string.`;
}

/** The reference in a string. For a message of an operation, the one of the channel. */
function meant(mistake: Mistake): string {
  const text = textOf(mistake.value);
  const message = text.startsWith('#') ? inChannel(mistake, text.slice(1)) : undefined;
  return message ?? text;
}

/** The reference to the only value that a name can mean. */
function targetOf(mistake: Mistake): string | undefined {
  const { value, object, at } = mistake;
  if (typeof value !== 'string') return undefined;
  const message = inChannel(mistake, childPointer('', value));
  if (message !== undefined) return message;
  const found = (sections[object] ?? [])
    .map((section) => childPointer(section, value))
    .find((pointer) => valueAt(at.file.data, pointer) !== undefined);
  return found && `#${found}`;
}

/** The message of the channel of an operation that a pointer means. */
function inChannel({ object, at }: Mistake, message: string): string | undefined {
  if (object !== 'message') return undefined;
  const owner = valueAt(at.file.data, pointerOf(segmentsOf(at.pointer).slice(0, -2)));
  const channel = member(owner ?? null, 'channel');
  const text = typeof channel === 'string' ? channel : referenceOf(channel);
  const pointer = text?.startsWith('#/') === true ? text.slice(1) : undefined;
  const found = pointer && entryFor(at.file.data, `${pointer}/messages`, message);
  return found && `#${found}`;
}
