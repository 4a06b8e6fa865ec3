import { isObject, type Json, member } from '../../../json/json.js';
import { segmentsOf } from '../../../json/pointer.js';
import type { Mistake } from '../mistake.js';
import { addressOf, joinedAddress } from './server-address.js';
import type { Row } from './row.js';
import { quoted, yamlOf } from './yaml-text.js';

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
    `Write "messages: [{ $ref: '#/channels/<channel>/messages/<message>' }]".`,
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
    replaces: () => 'host',
    example: `Write "host: 'localhost:1883'" and "pathname: /mqtt" in place of "url".`,
  }),
  in3('document.tags', 'Move "tags" into "info".'),
  in3('document.externalDocs', 'Move "externalDocs" into "info".'),
  in3('parameter.schema', ({ value, at }) => parameter(value, at.pointer), {
    example:
      'Write "id: { enum: [a, b] }": in AsyncAPI 3, "enum", "default" and "examples" are fields of the parameter, which is always a string.',
  }),
  in2(
    'document.operations',
    'Write "asyncapi: 3.0.0", whose documents have "operations". In AsyncAPI 2, operations are the fields "publish" and "subscribe" of a channel.',
    { replaces: () => 'channels' },
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
      replaces: () => 'url',
    }),
  ),
  in2('info.tags', 'Move "tags" to the root of the document.'),
  in2('info.externalDocs', 'Move "externalDocs" to the root of the document.'),
  ...['enum', 'default', 'examples'].map((field) =>
    in2(
      `parameter.${field}`,
      ({ value }) => `Write "schema: { type: string, ${field}: ${yamlOf(value, '…')} }".`,
      {
        example: `Write "schema: { type: string, ${field}: ${field === 'default' ? 'a' : '[a, b]'} }".`,
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
    const channel = quoted(`#/channels/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    return `Write it under the root "operations": "${name}: { action: ${action}, channel: { $ref: ${channel} } }". In AsyncAPI 3, "action: ${action}" replaces "${field}".`;
  };
}

function pascal(key: string): string {
  const words = key.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** The parameter of AsyncAPI 3 for a parameter with a schema. */
function parameter(schema: Json, pointer: string): string {
  const key = segmentsOf(pointer).at(-2) ?? '';
  const fields = ['enum', 'default', 'examples'].flatMap((field) => {
    const value = isObject(schema) ? member(schema, field) : undefined;
    return value === undefined ? [] : [`${field}: ${yamlOf(value, '…')}`];
  });
  const line = fields.length === 0 ? `${key}: {}` : `${key}: { ${fields.join(', ')} }`;
  return `Write "${line}": in AsyncAPI 3, "enum", "default" and "examples" are fields of the parameter, which is always a string.`;
}
