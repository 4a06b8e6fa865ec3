/** Ends a connection whose broker would fill the memory with what no message listener sees. */
import type { MqttClient, Packet } from "mqtt";
import { QueueFullError } from "../errors.js";
import { PacketSizes } from "./packet-sizes.js";

/**
 * There are 65,535 packet identifiers for each direction (MQTT 2.2.1), and a broker has to read the
 * answer to one before it uses it again.
 */
const MAX_UNREAD_ANSWERS = 2 * 65_535;

/** The client reports why, and connects again. */
export function hangUp(client: MqttClient, reason: string): void {
  client.stream.destroy(
    new QueueFullError(`${reason}, so the connection was ended`),
  );
}

/** For a client that has just been made: its connection is not there yet. */
export function guardConnection(client: MqttClient): void {
  limitAnswers(client);
  const { protocolVersion, properties } = client.options;
  const limit = properties?.maximumPacketSize;
  if (protocolVersion !== 5 || limit === undefined) {
    return;
  }
  limitPackets(client, limit);
  client.on("reconnect", () => {
    // The new connection is made once all listeners have been called.
    queueMicrotask(() => limitPackets(client, limit));
  });
}

/** `mqtt` answers at once, whether or not the broker reads the answers. */
function limitAnswers(client: MqttClient): void {
  let unread = 0;
  let before = 0;
  client.on("packetreceive", (packet) => {
    if (!isAnswered(packet)) {
      return;
    }
    // Nothing was read since the last answer if what is to be written has grown by it.
    const { writableLength } = client.stream;
    unread = writableLength > before ? unread + 1 : 0;
    before = writableLength;
    if (unread > MAX_UNREAD_ANSWERS) {
      unread = 0;
      hangUp(client, "The broker does not read the answers that it asks for");
    }
  });
}

/** With a PUBACK, PUBREC, PUBREL or PUBCOMP. */
function isAnswered(packet: Packet): boolean {
  return packet.cmd === "publish"
    ? packet.qos > 0
    : packet.cmd === "pubrec" || packet.cmd === "pubrel";
}

/** The broker knows the limit by CONNECT (MQTT 5, section 3.1.2.11.4): no honest one exceeds it. */
function limitPackets(client: MqttClient, limit: number): void {
  const sizes = new PacketSizes(limit);
  client.stream.on("data", (piece: Uint8Array) => {
    if (!client.stream.destroyed && !sizes.accepts(piece)) {
      hangUp(client, `The broker sent a packet of more than ${limit} bytes`);
    }
  });
}
