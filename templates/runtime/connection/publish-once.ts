/**
 * Publishes replies at most once. The sender of a request chooses the reply topic, and the broker may
 * close the connection because of it (MQTT-3.3.5-2). `mqtt` would send the reply again on each new
 * connection, which the broker would close again.
 */
import type { IClientPublishOptions, MqttClient } from "mqtt";

type Publish = Parameters<MqttClient["publish"]>;

/** The arguments of `MqttClient.publish`, without its callback. */
export type PublishArguments = readonly [
  topic: Publish[0],
  body: Publish[1],
  options: IClientPublishOptions,
];

/** Publishes messages that are not sent again after a reconnect. */
export class OncePublisher {
  readonly #client: MqttClient;
  readonly #waiting = new Set<unknown>();
  #connected: Promise<void> | undefined;

  constructor(client: MqttClient) {
    this.#client = client;
    client.on("close", this.#giveUp);
  }

  /** Removes the listener from the client. */
  stop(): void {
    this.#client.off("close", this.#giveUp);
  }

  /**
   * Waits for a connection and publishes, unless the task has settled by then. Rejects if the
   * connection ends before the broker has acknowledged the message.
   */
  async publish(
    [topic, body, options]: PublishArguments,
    task: { readonly isSettled: boolean },
  ): Promise<void> {
    await this.#whenConnected();
    if (task.isSettled) {
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: Error | null): void => {
        this.#waiting.delete(settle);
        if (error) {
          reject(error);
        } else {
          resolve();
        }
      };
      this.#waiting.add(settle);
      this.#client.publish(topic, body, options, settle);
    });
  }

  /** Waits for a connection. All callers share one promise, so the client has one listener. */
  async #whenConnected(): Promise<void> {
    const client = this.#client;
    while (!client.connected) {
      this.#connected ??= new Promise((resolve) => {
        client.once("connect", () => {
          this.#connected = undefined;
          resolve();
        });
      });
      await this.#connected;
    }
  }

  readonly #giveUp = (): void => {
    for (const [id, { cb }] of Object.entries(this.#client.outgoing)) {
      if (this.#waiting.has(cb)) {
        this.#client.removeOutgoingMessage(Number(id));
      }
    }
  };
}
