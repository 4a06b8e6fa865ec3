/** A message as the `mqtt` package hands it over. */
import type { IPublishPacket } from "mqtt";

export interface IncomingMessage {
  readonly topic: string;
  readonly body: Uint8Array;
  readonly packet: IPublishPacket;
}

/** Takes a message; never throws. */
export type Listener = (message: IncomingMessage) => void;
