/** A message as the `mqtt` package hands it over. */
import type { IPublishPacket } from "mqtt";
import type { Headers } from "./headers.js";

export interface IncomingMessage {
  readonly topic: string;
  readonly body: Uint8Array;
  readonly packet: IPublishPacket;
}

/** What it took on the wire, properties and all. */
export function wireSizeOf({ body, packet }: IncomingMessage): number {
  return packet.length ?? body.length;
}

/** Takes a message; never throws. */
export type Listener = (message: IncomingMessage) => void;

/** None with MQTT 3.1.1. */
export function headersOf({ packet }: IncomingMessage): Headers {
  return packet.properties?.userProperties ?? {};
}
