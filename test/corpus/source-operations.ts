import {
  below,
  entries,
  fieldsOf,
  follow,
  isFields,
  type Place,
  type Read,
} from './source-document.js';

/** An operation of the source, as `<kind> <address>`, led in AsyncAPI 3 by its id. */
export interface SourceOperations {
  readonly reachable: readonly string[];
  /** On a channel whose address is known at run time only, or for servers of other protocols only. */
  readonly withoutMethod: number;
  /** The answering halves of requests. */
  readonly replies: number;
}

/** The operations of a document; a reply is part of its request. */
export function sourceOperations(main: Place, read: Read): SourceOperations {
  const version = String(fieldsOf(main.value)['asyncapi']);
  return version.startsWith('2.') ? legacyOperations(main, read) : operations(main, read);
}

/** `subscribe` is what others get from the application: it publishes (2.6.0, Channel Item). */
const legacyKinds = { subscribe: 'publish', publish: 'subscribe' } as const;

function legacyOperations(main: Place, read: Read): SourceOperations {
  const channels = fieldsOf(below(main, 'channels').value);
  const reachable = Object.keys(channels).flatMap((address) => {
    const channel = follow(below(main, 'channels', address), read);
    if (!speaksMqtt(channel, main, read)) return [];
    return Object.entries(legacyKinds)
      .filter(([action]) => isFields(below(channel, action).value))
      .map(([, kind]) => `${kind} ${address}`);
  });
  return { reachable, withoutMethod: 0, replies: 0 };
}

interface Operation {
  readonly id: string;
  readonly channel: Place;
  readonly sends: boolean;
  readonly replyChannel: Place | undefined;
  readonly hasReply: boolean;
}

function operations(main: Place, read: Read): SourceOperations {
  const all = entries(below(main, 'operations')).map((place) => readOperation(place, read));
  const replyChannels = new Set(
    all.flatMap(({ replyChannel }) => (replyChannel === undefined ? [] : [idOf(replyChannel)])),
  );
  const own = all.filter((each) => each.hasReply || !replyChannels.has(idOf(each.channel)));
  const reachable = own.filter(
    ({ channel }) => typeof addressOf(channel) === 'string' && speaksMqtt(channel, main, read),
  );
  return {
    reachable: reachable.map((each) => `${each.id} ${kindOf(each)} ${addressOf(each.channel)}`),
    withoutMethod: own.length - reachable.length,
    replies: all.length - own.length,
  };
}

function readOperation(place: Place, read: Read): Operation {
  const operation = follow(place, read);
  const reply = follow(below(operation, 'reply'), read);
  const replyChannel = below(reply, 'channel');
  return {
    id: (place.pointer.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~'),
    channel: follow(below(operation, 'channel'), read),
    sends: fieldsOf(operation.value)['action'] === 'send',
    hasReply: reply.value !== undefined,
    replyChannel: replyChannel.value === undefined ? undefined : follow(replyChannel, read),
  };
}

const mqttProtocols = ['mqtt', 'mqtts', 'secure-mqtt', 'mqtt5', 'ws', 'wss'];

/** Whether a channel is for all servers or for one that speaks MQTT; they are named in AsyncAPI 2. */
function speaksMqtt(channel: Place, main: Place, read: Read): boolean {
  const servers = entries(below(channel, 'servers')).map((place) =>
    follow(typeof place.value === 'string' ? below(main, 'servers', place.value) : place, read),
  );
  const protocols = servers.map(({ value }) => String(fieldsOf(value)['protocol']).toLowerCase());
  return protocols.length === 0 || protocols.some((each) => mqttProtocols.includes(each));
}

function idOf({ file, pointer }: Place): string {
  return `${file}#${pointer}`;
}

function addressOf({ value }: Place): string | undefined {
  const { address } = fieldsOf(value);
  return typeof address === 'string' ? address : undefined;
}

function kindOf({ sends, hasReply }: Operation): string {
  if (hasReply) return sends ? 'request' : 'respond';
  return sends ? 'publish' : 'subscribe';
}
