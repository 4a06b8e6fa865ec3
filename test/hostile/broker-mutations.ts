import { generate, type Packet } from 'mqtt-packet';
import type { Chance } from '../properties/chance.js';
import { connectPacket, publishPacket } from './broker-wire.js';

const properties = {
  userProperties: { __proto__x: 'a', b: ['c', 'd'] },
  correlationData: Buffer.from('correlation'),
};

/** One of each kind, as either side might send it, and a few more publishes on given topics. */
function validPackets(topics: readonly string[], isVersion5: boolean): readonly Packet[] {
  const publishes = topics.flatMap((topic): Packet[] => [
    publishPacket(topic, '{"payload":{"id_token":"1"},"headers":{"replyTo":"a/b"}}'),
    publishPacket(topic, '{"lamp_id":"a","level":1}'),
    { ...publishPacket(topic, 'x', true), qos: 1, messageId: 2 } as Packet,
    { ...publishPacket(topic, '{'), qos: 2, messageId: 3, dup: true } as Packet,
    ...(isVersion5
      ? [
          {
            ...publishPacket(topic, '1'),
            properties: { ...properties, responseTopic: topic },
          } as Packet,
        ]
      : []),
  ]);
  return [
    {
      ...connectPacket,
      will: { topic: 'will', payload: Buffer.from('gone'), qos: 1, retain: true },
      username: 'user',
      password: Buffer.from('password'),
    } as Packet,
    { cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false },
    ...publishes,
    ...(['puback', 'pubrec', 'pubrel', 'pubcomp'] as const).map((cmd) => ({ cmd, messageId: 1 })),
    {
      cmd: 'subscribe',
      messageId: 4,
      subscriptions: [
        { topic: 'a/+/b/#', qos: 2 },
        { topic: '#', qos: 0 },
      ],
    },
    { cmd: 'suback', messageId: 1, granted: [0, 1, 128] },
    { cmd: 'unsubscribe', messageId: 5, unsubscriptions: ['a/+/b/#', 'constructor'] },
    { cmd: 'unsuback', messageId: 1, granted: [0] },
    { cmd: 'pingreq' },
    { cmd: 'pingresp' },
    { cmd: 'disconnect' },
    ...(isVersion5 ? [{ cmd: 'auth', reasonCode: 0x18 } as const] : []),
  ];
}

/** Packets as they should be. */
export function packetBytes(
  topics: readonly string[],
  version: 4 | 5,
): readonly [Buffer, ...Buffer[]] {
  const packets = validPackets(topics, version === 5).map((packet) =>
    generate(packet, { protocolVersion: version }),
  );
  const [first = Buffer.alloc(0), ...rest] = packets;
  return [first, ...rest];
}

type Mutation = (bytes: Buffer, chance: Chance) => Buffer;

const mutations: readonly [Mutation, ...Mutation[]] = [
  (bytes) => bytes,
  changeByte,
  (bytes, chance) => changeByte(changeByte(bytes, chance), chance),
  (bytes, chance) => {
    const changed = Buffer.from(bytes);
    const at = chance.below(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << chance.below(8));
    return changed;
  },
  (bytes, chance) => bytes.subarray(0, chance.below(bytes.length)),
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    const noise = Buffer.from(Array.from({ length: chance.below(20) }, () => chance.below(256)));
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
  (bytes, chance) => Buffer.concat([bytes, bytes.subarray(chance.below(bytes.length))]),
  // The length of the packet, or of the text that comes first in it.
  (bytes, chance) => {
    const changed = Buffer.from(bytes);
    changed[chance.of([1, 2, 3])] = chance.of([0, 1, 2, 0x7f, 0x80, 0xff]);
    return changed;
  },
  (bytes, chance) => Buffer.concat([Buffer.from([chance.below(256)]), bytes.subarray(1)]),
];

function changeByte(bytes: Buffer, chance: Chance): Buffer {
  const changed = Buffer.from(bytes);
  changed[chance.below(changed.length)] = chance.below(256);
  return changed;
}

export function mutate(bytes: Buffer, chance: Chance): Buffer {
  return chance.of(mutations)(bytes, chance);
}
