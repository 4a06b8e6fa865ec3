/** A broker that answers each packet as a broker does, unless a test says otherwise, and keeps what it received. */
import type { Packet } from 'mqtt-packet';
import type { FalseBroker, Script, Visitor } from '../hostile/false-broker.js';
import { Collector } from '../runtime/harness.js';
import type { useWatched } from './watched-client.js';

/** What arrived: the visit, the packet, and its topic, e.g. `1 publish lamps/1`. */
export type Arrived = string;

export interface AnsweringBroker extends FalseBroker {
  /** What arrived since the start or the last `splice`. */
  readonly arrived: Collector<Arrived>;
  /** Ends all connections. */
  cut(): void;
}

/** Returns whether the broker is to give its usual answer. */
export type Answer = (packet: Packet, visitor: Visitor, visit: number) => boolean;

/** `answer` is asked for each packet but CONNECT, SUBSCRIBE and PINGREQ. */
export async function startAnswering(
  watched: ReturnType<typeof useWatched>,
  answer: Answer = () => true,
  script: Script = {},
): Promise<AnsweringBroker> {
  const arrived = new Collector<Arrived>();
  const broker = await watched.broker({
    ...script,
    suback: (packet, visit) => {
      const topics = packet.subscriptions.map(({ topic }) => topic);
      arrived.add([visit, packet.cmd, ...topics].join(' '));
      return script.suback === undefined
        ? packet.subscriptions.map(({ qos }) => qos)
        : script.suback(packet, visit);
    },
    onPacket: (packet, visitor) => {
      const visit = broker.visitors.indexOf(visitor);
      arrived.add([visit, packet.cmd, ...topicsOf(packet)].join(' '));
      if (answer(packet, visitor, visit)) acknowledge(packet, visitor);
    },
  });
  const cut = (): void => broker.visitors.forEach((visitor) => visitor.hangUp());
  return Object.assign(broker, { arrived, cut });
}

function topicsOf(packet: Packet): string[] {
  if (packet.cmd === 'unsubscribe') return packet.unsubscriptions;
  return packet.cmd === 'publish' ? [packet.topic] : [];
}

/** Answers as a broker does. */
export function acknowledge(packet: Packet, visitor: Visitor): void {
  const { messageId = 0 } = packet;
  if (packet.cmd === 'pubrel') visitor.send({ cmd: 'pubcomp', messageId });
  if (packet.cmd === 'unsubscribe') visitor.send({ cmd: 'unsuback', messageId, granted: [0] });
  if (packet.cmd !== 'publish' || packet.qos === 0) return;
  visitor.send({ cmd: packet.qos === 1 ? 'puback' : 'pubrec', messageId });
}
