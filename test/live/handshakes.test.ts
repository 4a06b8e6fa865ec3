/** acknowledgements that are missing, late, unexpected or wrong, on a broker that the test scripts. */
import { describe, expect, it } from '@jest/globals';
import type { IPublishPacket, Packet } from 'mqtt-packet';
import { ConnectionError, PublishError } from '../../templates/runtime/index.js';
import type { Lamp } from '../apis/generated/lamp/index.js';
import type { FalseBroker, Script, Visitor } from '../hostile/false-broker.js';
import { publishPacket } from '../hostile/broker-wire.js';
import { Collector } from '../runtime/harness.js';
import { useWatched, type Watched } from './watched-client.js';

const watched = useWatched();
const lampTopic = 'lamps/1/m1/e2m/lamp';
const statusTopic = 'lamps/1/m1/m2e/lamp_status';
const lamp = (level: number): Lamp => ({ lamp_id: 'a', level });
const persistent = { clean: false, clientId: 'fixed' };

interface Scripted extends Watched {
  readonly broker: FalseBroker;
  /** What arrives at the broker, but for CONNECT, SUBSCRIBE and PINGREQ. */
  readonly packets: Collector<Packet>;
}

/** Connects a client to a broker that keeps sessions; `answer` is called with what arrives. */
async function start(
  mqtt: object,
  answer: (packet: Packet, visitor: Visitor, visit: number) => void,
  script: Script = {},
): Promise<Scripted> {
  const packets = new Collector<Packet>();
  const broker = await watched.broker({
    sessionPresent: (visit) => visit > 0,
    onPacket: (packet, visitor) => {
      answer(packet, visitor, broker.visitors.indexOf(visitor));
      packets.add(packet);
    },
    ...script,
  });
  return { ...(await watched.connect({ url: broker.url, mqtt })), broker, packets };
}

const described = ({ cmd }: Packet): string => cmd;

const idOf = ({ messageId = 0 }: Packet): number => messageId;

/** Answers as a broker does. */
function acknowledge(packet: Packet, visitor: Visitor): void {
  const messageId = idOf(packet);
  if (packet.cmd === 'pubrel') visitor.send({ cmd: 'pubcomp', messageId });
  if (packet.cmd !== 'publish' || packet.qos === 0) return;
  visitor.send({ cmd: packet.qos === 1 ? 'puback' : 'pubrec', messageId });
}

describe.each([4, 5] as const)('MQTT %i', (protocolVersion) => {
  const mqtt = { ...persistent, protocolVersion };

  it.each<[string, Packet['cmd'], string[]]>([
    ['PUBREC', 'publish', ['publish', 'publish', 'pubrel']],
    ['PUBCOMP', 'pubrel', ['publish', 'pubrel', 'pubrel']],
  ])('R-11: QoS 2 goes on where the connection ended, before %s', async (_name, last, expected) => {
    const { client, packets } = await start(mqtt, (packet, visitor, visit) => {
      if (visit === 0 && packet.cmd === last) visitor.hangUp();
      else acknowledge(packet, visitor);
    });
    await client.sendLampStatus(lamp(1), { qos: 2 });
    expect(packets.items.map(described)).toEqual(expected);
    expect(new Set(packets.items.map(idOf)).size).toBe(1);
  });

  it('R-11: a message with QoS 2 is delivered once, although the connection ended in between', async () => {
    const { client, broker, packets, states } = await start(mqtt, () => undefined);
    const seen = new Collector<number>();
    await client.onLamp(({ level }) => seen.add(level), { qos: 2 });
    const send = (packet: object): void => broker.visitors.at(-1)?.send(packet as Packet);
    const message = { ...publishPacket(lampTopic, JSON.stringify(lamp(1))), qos: 2, messageId: 7 };
    send(message);
    await packets.reach(1);
    broker.visitors[0]?.hangUp();
    await states.reach(3);
    send({ ...message, dup: true });
    await packets.reach(2);
    send({ cmd: 'pubrel', messageId: 7 });
    await packets.reach(3);
    // The client has released it: the packet is not in its store any more.
    send({ cmd: 'pubrel', messageId: 7 });
    await packets.reach(4);
    expect(packets.items.map(described)).toEqual(['pubrec', 'pubrec', 'pubcomp', 'pubcomp']);
    expect(seen.items).toEqual([1]);
  });

  it('R-11: with QoS 1, a message that is sent again is delivered again', async () => {
    const { client, broker, packets } = await start(mqtt, () => undefined);
    const seen = new Collector<number>();
    await client.onLamp(({ level }) => seen.add(level));
    for (const dup of [false, true]) {
      const packet = publishPacket(lampTopic, JSON.stringify(lamp(1)));
      broker.visitors[0]?.send({ ...packet, qos: 1, messageId: 7, dup } as Packet);
    }
    expect((await packets.reach(2)).map(described)).toEqual(['puback', 'puback']);
    expect(seen.items).toEqual([1, 1]);
  });

  it.each(['puback', 'pubrec', 'pubrel', 'pubcomp', 'unsuback'] as const)(
    'R-11, R-13: %s for nothing is ignored',
    async (cmd) => {
      const { client, broker, states, errors } = await start(mqtt, acknowledge);
      const granted = cmd === 'unsuback' && protocolVersion === 5 ? { granted: [0] } : {};
      broker.visitors[0]?.send({ cmd, messageId: 999, ...granted } as Packet);
      await client.sendLampStatus(lamp(1));
      expect(states.items).toEqual(['connected']);
      expect(errors.items).toEqual([]);
    },
  );

  it.each([
    [1, 'pubrec'],
    [1, 'pubcomp'],
    [2, 'puback'],
  ] as const)(
    'R-13: QoS %i answered by %s is no acknowledgement, and starts a new connection',
    async (qos, cmd) => {
      const { client, states, errors } = await start(mqtt, (packet, visitor, visit) => {
        if (visit === 0) visitor.send({ cmd, messageId: idOf(packet) });
        else acknowledge(packet, visitor);
      });
      const refused = client.sendLampStatus(lamp(1), { qos });
      await expect(refused).rejects.toBeInstanceOf(PublishError);
      await expect(refused).rejects.toThrow(cmd.toUpperCase());
      expect(await states.reach(3)).toEqual(['connected', 'reconnecting', 'connected']);
      expect(errors.items).toEqual([expect.any(ConnectionError)]);
      await client.sendLampStatus(lamp(2), { qos });
    },
  );

  it('R-13: SUBACK without a code for the filter starts a new connection', async () => {
    const visitors: Visitor[] = [];
    const { client, states } = await start(mqtt, acknowledge, {
      sessionPresent: () => false,
      suback: ({ messageId = 1, subscriptions }, visit) => {
        if (visit > 0) return subscriptions.map(({ qos }) => qos);
        const id = [messageId >> 8, messageId & 0xff];
        const noCode = protocolVersion === 5 ? [0x90, 3, ...id, 0] : [0x90, 2, ...id];
        visitors[0]?.sendBytes(Uint8Array.from(noCode));
        return undefined;
      },
      onConnected: (visitor) => visitors.push(visitor),
    });
    await expect(client.onLamp(() => undefined)).rejects.toThrow('granted 0 reason code(s)');
    expect(await states.reach(3)).toEqual(['connected', 'reconnecting', 'connected']);
    await client.onLamp(() => undefined);
  });

  it('R-13: a flood of messages with QoS 2 that are never released ends the connection', async () => {
    const broker = await watched.broker({}, (visitor) => {
      for (let messageId = 1; broker.visitors.length === 1 && messageId <= 40; messageId += 1) {
        const packet = publishPacket(lampTopic, JSON.stringify({ ...lamp(1), x: 'x'.repeat(500) }));
        visitor.send({ ...packet, qos: 2, messageId } as Packet);
      }
    });
    const options = { url: broker.url, mqtt: { protocolVersion }, maxPendingBytes: 10_000 };
    const { client, states, errors } = await watched.connect(options);
    await client.onLamp(() => undefined, { qos: 2 });
    expect(await states.reach(3)).toEqual(['connected', 'reconnecting', 'connected']);
    expect(String(errors.items[0])).toContain('`maxPendingBytes`');
  });
});

it('R-14: no topic alias is used, neither on the first connection nor on the next one', async () => {
  const mqtt = { ...persistent, protocolVersion: 5 } as const;
  const answer = (packet: Packet, visitor: Visitor, visit: number): void => {
    if (visit === 0 && isPublish(packet) && packet.payload.toString().includes('"level":3')) {
      visitor.hangUp();
    } else {
      acknowledge(packet, visitor);
    }
  };
  const properties = { topicAliasMaximum: 10 };
  const { client, packets } = await start(mqtt, answer, { properties });
  for (const level of [1, 2, 3, 4]) await client.sendLampStatus(lamp(level));
  const sent = packets.items.filter(isPublish);
  expect(sent.map(({ topic, properties: own }) => [topic, own?.topicAlias])).toEqual(
    [1, 2, 3, 3, 4].map(() => [statusTopic, undefined]),
  );
});

function isPublish(packet: Packet): packet is IPublishPacket {
  return packet.cmd === 'publish';
}
