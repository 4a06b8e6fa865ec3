import { isObject, type Json, member, referenceOf } from '../../../json/json.js';
import { childPointer, segmentsOf } from '../../../json/pointer.js';
import type { Mistake } from '../mistake.js';
import { addressOf, joinedAddress } from './server-address.js';
import type { Row } from './row.js';
import { quoted, yamlOf } from './yaml-text.js';

/** Fields with values of a parameter: its own in AsyncAPI 3, those of its schema in AsyncAPI 2. */
const valueFields = ['enum', 'default', 'examples'];

type Help = string | ((mistake: Mistake) => string);
type Moved = Partial<Pick<Row, 'example' | 'replaces'>>;

/** Creates rows for documents of one major version about fields that only the other one has. */
function inVersion(version: '2' | '3') {
  const other = version === '2' ? '3' : '2';
  return (path: string, help: Help, rest?: Moved): Row => {
    const [object = '', field = ''] = path.split('.');
    const about = object === 'document' ? 'the document' : object;
    return {
      title: `${field} of AsyncAPI ${other} in ${about}`,
      ...{ objects: [object], fields: [field], mistake: 'unknown field', version },
      code: 'FIELD_OF_OTHER_VERSION',
      help: typeof help === 'string' ? () => help : help,
      example: typeof help === 'string' ? help : '',
      ...rest,
    };
  };
}

const in2 = inVersion('2');
const in3 = inVersion('3');

/** Rows about fields that only the other major version of AsyncAPI has in an object. */
export const movedRows: readonly Row[] = [
  in3('channel.publish', operation('receive'), {
    example: `Write it under the root "operations": "onLamp: { action: receive, channel: { $ref: '#/channels/lamp' } }". In AsyncAPI 3, "action: receive" replaces "publish".`,
  }),
  in3('channel.subscribe', operation('send'), {
    example: `Write it under the root "operations": "sendLamp: { action: send, channel: { $ref: '#/channels/lamp' } }". In AsyncAPI 3, "action: send" replaces "subscribe".`,
  }),
  in3('channel.message', 'Write "messages: { <message>: … }": a map of messages by name.'),
  in3(
    'operation.message',
    ({ owner }) => {
      const channel = referenceOf(member(owner, 'channel')) ?? '#/channels/<channel>';
      return `Write "messages: [{ $ref: ${quoted(`${channel}/messages/<message>`)} }]".`;
    },
    { example: `Write "messages: [{ $ref: '#/channels/lamp/messages/<message>' }]".` },
  ),
  in3(
    'operation.operationId',
    'Remove it: in AsyncAPI 3, the key under "operations" is the id of the operation.',
  ),
  in3(
    'message.messageId',
    'Remove it: in AsyncAPI 3, the key under "messages" is the id of the message.',
  ),
  in3(
    'message.schemaFormat',
    ({ value }) =>
      `Move it into the payload: "payload: { schemaFormat: ${yamlOf(value, '…')}, schema: … }".`,
    {
      example: `Move it into the payload: "payload: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: … }".`,
    },
  ),
  in3('server.url', ({ value }) => `Write ${addressOf(value)} in place of "url".`, {
    replaces: () => ['host'],
    example: `Write "host: 'localhost:1883'" and "pathname: '/mqtt'" in place of "url".`,
  }),
  in3('document.tags', 'Move "tags" into "info".'),
  in3('document.externalDocs', 'Move "externalDocs" into "info".'),
  in3('parameter.schema', ({ value }) => withoutSchema(value), {
    replaces: () => ['type', 'required', 'in'],
    example:
      'Write "enum: [a, b]" in place of "schema": in AsyncAPI 3, a parameter is always a string, and "enum", "default" and "examples" are fields of its own.',
  }),
  in2(
    'document.operations',
    'Write "asyncapi: 3.0.0", whose documents have "operations". In AsyncAPI 2, operations are the fields "publish" and "subscribe" of a channel.',
    { replaces: () => ['channels'] },
  ),
  in2(
    'channel.address',
    ({ value }) =>
      `Write the address as the key of the channel: "${yamlOf(value, '<address>')}: …".`,
    { example: `Write the address as the key of the channel: "lamp/level: …".` },
  ),
  in2(
    'channel.messages',
    'Write "publish: { message: … }" for messages that the described application receives, "subscribe: { message: … }" for those that it sends.',
  ),
  ...['action', 'channel', 'messages', 'reply'].map((field) =>
    in2(
      `operation.${field}`,
      field === 'messages'
        ? 'Write "message: { oneOf: […] }".'
        : `Remove it: AsyncAPI 2 has no "${field}" of operations.`,
    ),
  ),
  ...['host', 'pathname'].map((field) =>
    in2(`server.${field}`, ({ owner }) => `Write "url: ${joinedAddress(owner)}".`, {
      example: `Write "url: 'localhost:1883/mqtt'".`,
      replaces: () => ['url', 'host', 'pathname'],
    }),
  ),
  in2('info.tags', 'Move "tags" to the root of the document.'),
  in2('info.externalDocs', 'Move "externalDocs" to the root of the document.'),
  ...valueFields.map((field) =>
    in2(
      `parameter.${field}`,
      ({ owner }) => `Write "schema: { type: string, ${valuesIn(owner).join(', ')} }".`,
      {
        example: `Write "schema: { type: string, ${field}: ${field === 'default' ? 'a' : '[a, b]'} }".`,
        replaces: () => valueFields,
      },
    ),
  ),
];

/** The operation of AsyncAPI 3 for an operation of AsyncAPI 2 in a channel. */
function operation(action: 'send' | 'receive') {
  return ({ value, at, field }: Mistake): string => {
    const segments = segmentsOf(at.pointer);
    const key = segments.at(-2) ?? '<channel>';
    const id = member(value, 'operationId');
    const verb = action === 'send' ? 'send' : 'on';
    const name = typeof id === 'string' ? yamlOf(id, '<operation>') : `${verb}${pascal(key)}`;
    const channel = quoted(`#${childPointer('/channels', key)}`);
    return `Write it under the root "operations": "${name}: { action: ${action}, channel: { $ref: ${channel} } }". In AsyncAPI 3, "action: ${action}" replaces "${field}".`;
  };
}

function pascal(key: string): string {
  const words = key.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** What a parameter of AsyncAPI 3 has in place of a schema. */
function withoutSchema(schema: Json): string {
  const [first, ...rest] = valuesIn(schema);
  const rule =
    'in AsyncAPI 3, a parameter is always a string, and "enum", "default" and "examples" are fields of its own';
  if (first === undefined) return `Remove "schema": ${rule}.`;
  const values = [first, ...rest].map((each) => `"${each}"`).join(' and ');
  return `Write ${values} in place of "schema": ${rule}.`;
}

/** The fields with values of a parameter or its schema, as lines. */
function valuesIn(value: Json): readonly string[] {
  return valueFields.flatMap((field) => {
    const content = isObject(value) ? member(value, field) : undefined;
    return content === undefined ? [] : [`${field}: ${yamlOf(content, '…')}`];
  });
}
