/** Incoming messages of the `mqtt` package. */
import type { IPublishPacket } from "mqtt";
import type { Headers } from "./headers.js";

/** A message as the `mqtt` package delivers it. */
export interface IncomingMessage {
  readonly topic: string;
  readonly body: Uint8Array;
  readonly packet: IPublishPacket;
}

/** Returns the size of a message on the wire, with topic and properties. */
export function wireSizeOf({ body, packet }: IncomingMessage): number {
  return packet.length ?? body.length;
}

/** Receives messages; never throws. */
export type Listener = (message: IncomingMessage) => void;

/** Returns the user properties of a message; empty with MQTT 3.1.1. */
export function headersOf({ packet }: IncomingMessage): Headers {
  return packet.properties?.userProperties ?? {};
}
