/** Ends connections whose broker would fill the memory with data that no listener receives. */
import type { MqttClient, Packet } from "mqtt";
import { ConnectionError } from "../errors.js";
import { PacketSizes } from "./packet-sizes.js";

/**
 * The most acknowledgements that a broker may leave unread. Each direction has 65,535 packet
 * identifiers (MQTT 2.2.1), and a broker must read the acknowledgement of one before reusing it.
 */
const MAX_UNREAD_ANSWERS = 2 * 65_535;

/** Ends the connection. The client reports the reason and reconnects. `mqtt` reports errors that have a `code`. */
export function hangUp(client: MqttClient, reason: string): void {
  client.stream.destroy(
    new ConnectionError(
      `${reason}, so the connection was closed. The client reconnects by itself`,
    ),
  );
}

/**
 * Guards the connections of a new client, which is not connected yet. Packets may have `maxPacketBytes`, unless CONNECT
 * announces another limit.
 */
export function guardConnection(
  client: MqttClient,
  maxPacketBytes?: number,
): void {
  guardAnswers(client);
  const { protocolVersion, properties } = client.options;
  const announced =
    protocolVersion === 5 ? properties?.maximumPacketSize : undefined;
  const limit = announced ?? maxPacketBytes;
  if (limit === undefined) {
    return;
  }
  limitPackets(client, limit);
  client.on("reconnect", () => {
    // The new stream exists only after all listeners have been called.
    queueMicrotask(() => limitPackets(client, limit));
  });
}

/**
 * Guards the acknowledgements that `mqtt` sends. It sends them at once, even if the broker does not read them, so
 * unread ones are limited. A packet that ends before its identifier is refused: mqtt-packet reads -1 there, and would
 * throw where `mqtt` answers it.
 */
function guardAnswers(client: MqttClient): void {
  let unread = 0;
  let before = 0;
  client.on("packetreceive", (packet) => {
    if (!isAnswered(packet)) {
      return;
    }
    if ((packet.messageId ?? -1) < 0) {
      packet.messageId = 0;
      hangUp(client, "The broker sent a packet without an identifier");
    }
    // If the buffer has grown, the broker has read nothing since the last acknowledgement.
    const { writableLength } = client.stream;
    unread = writableLength > before ? unread + 1 : 0;
    before = writableLength;
    if (unread > MAX_UNREAD_ANSWERS) {
      unread = 0;
      hangUp(
        client,
        "The broker does not read the acknowledgements that it requests",
      );
    }
  });
}

/** Whether the client answers a packet with a PUBACK, PUBREC, PUBREL or PUBCOMP. */
function isAnswered(packet: Packet): boolean {
  return packet.cmd === "publish"
    ? packet.qos > 0
    : packet.cmd === "pubrec" || packet.cmd === "pubrel";
}

/** Enforces a limit, which with MQTT 5 CONNECT has announced to the broker (section 3.1.2.11.4). */
function limitPackets(client: MqttClient, limit: number): void {
  const sizes = new PacketSizes(limit);
  client.stream.on("data", (piece: Uint8Array) => {
    if (!client.stream.destroyed && !sizes.accepts(piece)) {
      hangUp(client, `The broker sent a packet of more than ${limit} bytes`);
    }
  });
}
