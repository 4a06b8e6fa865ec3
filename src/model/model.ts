import type { LoadedDocument } from '../load/document.js';
import type { Api, Info, Operation } from './api.js';
import { readChannels } from './channels.js';
import type { Node } from './node.js';
import { originId } from './origin.js';
import { readOperations, replyChannels } from './operations.js';
import { collectSchemas, distinctMessages } from './schema/schemas.js';
import { fileTitle } from '../system/file-title.js';
import { readServers } from './servers.js';
import { createSource } from './source.js';
import { readChannelItems, readItemOperations } from './v2.js';

/** Builds the `Api` of a loaded document, in one form for AsyncAPI 2 and 3. */
export function buildApi(document: LoadedDocument): Api {
  const source = createSource(document);
  const { root, readMessage } = source;
  const isV2 = document.version.startsWith('2.');
  const channels = isV2 ? readChannelItems(source) : readChannels(source);
  const components = root.entries('components', 'messages').map(([, each]) => readMessage(each));
  const messages = distinctMessages(channels, components);
  const schemas = collectSchemas(source, messages);
  const operations = isV2
    ? readItemOperations(source, channels)
    : withoutReplies(readOperations({ source, channels, schemas }), replyChannels(source));
  return {
    origin: root.origin,
    side: 'application',
    info: readInfo(root),
    servers: readServers(root),
    channels,
    operations,
    messages,
    schemas,
  };
}

/**
 * Removes the operations that only carry replies: those on a reply channel, unless they have a reply
 * themselves. They are a part of their request.
 */
function withoutReplies(
  operations: readonly Operation[],
  replies: ReadonlySet<string>,
): readonly Operation[] {
  return operations.filter(
    (operation) => 'reply' in operation || !replies.has(originId(operation.channel.origin)),
  );
}

function readInfo(root: Node): Info {
  return {
    title: root.string('info', 'title') ?? fileTitle(root.origin.file),
    version: root.string('info', 'version') ?? 'unknown',
    ...root.get('info')?.stringFields('description'),
  };
}
