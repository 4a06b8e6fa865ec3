import type { LoadedDocument } from '../load/document.js';
import type { Api, Info, Message, Operation } from './api.js';
import { readChannels } from './channels.js';
import { member } from '../load/json-guards.js';
import { entriesOf, optional, stringOf } from './json.js';
import { readMessage } from './messages.js';
import { originId } from './origin.js';
import { childPointer } from '../load/pointer.js';
import { readOperations, replyChannels } from './operations.js';
import { readLegacyChannels, readLegacyOperations } from './v2.js';
import { collectSchemas, distinctMessages } from './schema/schemas.js';
import { readServers } from './servers.js';
import { createSource, type Source } from './source.js';

/** What a loaded document says, in one form for AsyncAPI 2.x and 3.x. */
export function buildApi(document: LoadedDocument): Api {
  const source = createSource(document);
  const legacy = document.version.startsWith('2.');
  const channels = legacy ? readLegacyChannels(source) : readChannels(source);
  const messages = distinctMessages(channels, componentMessages(source));
  const schemas = collectSchemas(source, messages);
  const operations = legacy
    ? readLegacyOperations(source, channels)
    : withoutReplies(readOperations({ source, channels, schemas }), replyChannels(source));
  return {
    origin: source.origin(''),
    info: readInfo(source),
    servers: readServers(source),
    channels,
    operations,
    messages,
    schemas,
  };
}

/**
 * An operation on a channel that carries replies is one half of a request and no operation of its
 * own, unless it is a request itself.
 */
function withoutReplies(
  operations: readonly Operation[],
  replies: ReadonlySet<string>,
): readonly Operation[] {
  return operations.filter(
    (operation) => 'reply' in operation || !replies.has(originId(operation.channel.origin)),
  );
}

function componentMessages(source: Source): readonly Message[] {
  return entriesOf(source.at('/components/messages')).map(([key]) =>
    readMessage(source, childPointer('/components/messages', key)),
  );
}

function readInfo(source: Source): Info {
  const info = source.at('/info');
  return {
    title: stringOf(member(info, 'title')) ?? '',
    version: stringOf(member(info, 'version')) ?? '',
    ...optional('description', stringOf(member(info, 'description'))),
  };
}
