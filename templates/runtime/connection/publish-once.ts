/**
 * Messages that are sent once. Who asks chooses the topic of the reply, and a broker may hang up on
 * it (MQTT-3.3.5-2): `mqtt` would send it again on each new connection, and so lose every one.
 */
import type { IClientPublishOptions, MqttClient } from "mqtt";

type Publish = Parameters<MqttClient["publish"]>;

/** What `MqttClient.publish` takes, its callback apart. */
export type PublishArguments = readonly [
  topic: Publish[0],
  body: Publish[1],
  options: IClientPublishOptions,
];

export class OncePublisher {
  readonly #client: MqttClient;
  readonly #waiting = new Set<unknown>();
  #connected: Promise<void> | undefined;

  constructor(client: MqttClient) {
    this.#client = client;
    client.on("close", this.#giveUp);
  }

  stop(): void {
    this.#client.off("close", this.#giveUp);
  }

  /**
   * Rejects where the connection ends first. Where there is none it is waited for; what has settled
   * by then is not sent.
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

  /** All wait for the same promise, so that the client has one listener. */
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
