import type { DiagnosticCode } from '../../../diagnostics/catalogue.js';
import { entriesOf, optional } from '../../../json/json.js';
import { childPointer, valueAt } from '../../../json/pointer.js';
import type { Mistake } from '../mistake.js';
import { sectionOf } from '../sections.js';
import type { Row } from './row.js';
import { quoted } from './yaml-text.js';

/** Creates a row about a required field. Its help is always the same. */
function missing(path: string, help: string, code?: DiagnosticCode): Row {
  const [object = '', field = ''] = path.split('.');
  return {
    title: `${object} without ${field}`,
    ...{ objects: [object], fields: [field], mistake: 'missing field' },
    ...optional('code', code),
    help: () => help,
    example: help,
  };
}

/** Rows about missing fields. */
export const missingRows: readonly Row[] = [
  missing('document.info', `Add "info: { title: My API, version: '1.0.0' }".`, 'INFO_INCOMPLETE'),
  missing('info.title', 'Add "title: My API", with the name of the API.', 'INFO_INCOMPLETE'),
  missing(
    'info.version',
    `Add "version: '1.0.0'", with the version of the API in quotes.`,
    'INFO_INCOMPLETE',
  ),
  missing('document.channels', 'Add "channels: {}", with the channels of the API.'),
  missing(
    'server.host',
    'Add "host: localhost:1883", with the host and the port.',
    'SERVER_HOST_MISSING',
  ),
  missing(
    'server.url',
    'Add "url: localhost:1883", with the host and the port.',
    'SERVER_HOST_MISSING',
  ),
  missing('server.protocol', 'Add "protocol: mqtt", or another protocol of the server.'),
  missing(
    'operation.action',
    'Add "action: send" if the described application sends the message, otherwise "action: receive".',
  ),
  {
    title: 'operation without channel',
    ...{ objects: ['operation'], fields: ['channel'], mistake: 'missing field' },
    help: (mistake) => `Add "channel: { $ref: ${quoted(onlyChannel(mistake))} }".`,
    example: `Add "channel: { $ref: '#/channels/lamp' }".`,
  },
  missing(
    'correlationId.location',
    'Add "location: $message.header#/correlationId", with the place of the id in the message.',
  ),
  missing('tag.name', 'Add "name: my-tag", with the name of the tag.'),
  {
    title: 'another missing field',
    mistake: 'missing field',
    help: ({ error, part, version }) =>
      `Add "${String(error.params['missingProperty'])}"; see ${sectionOf(part, version)}.`,
    example:
      'Add "scheme"; see https://www.asyncapi.com/docs/reference/specification/v3.0.0#A2SObject.',
  },
];

/** The reference to the only channel, or to a placeholder. */
function onlyChannel({ at }: Mistake): string {
  const [first, ...others] = entriesOf(valueAt(at.file.data, '/channels'));
  const key = first === undefined || others.length > 0 ? '<channel>' : first[0];
  return `#${childPointer('/channels', key)}`;
}
