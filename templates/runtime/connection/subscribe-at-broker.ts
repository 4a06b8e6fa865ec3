/** Sends SUBSCRIBE and reads the answer of the broker. */
import type {
  IClientSubscribeOptions,
  ISubscriptionMap,
  MqttClient,
} from "mqtt";
import { SubscribeError, reasonOf } from "../errors.js";
import type { Route } from "./router.js";

/** Subscribes; resolves when the broker has granted it. Rejects with a `SubscribeError`. */
export function subscribeAtBroker(
  client: MqttClient,
  { filter, qos, id }: Route,
): Promise<void> {
  const options = takesIdentifiers(client)
    ? { qos, properties: { subscriptionIdentifier: id } }
    : { qos };
  return new Promise((resolve, reject) => {
    const filters = evenIfKnown(filter, options);
    client.subscribe(filters, options, (error, granted) => {
      const isRefused = granted?.some((grant) => grant.qos > 2) === true;
      if (error !== null || isRefused) {
        reject(subscribeError(filter, error));
      } else {
        resolve();
      }
    });
  });
}

/**
 * Whether to use subscription identifiers. A broker that does not support them closes the connection
 * (reason 0xA1). In a persistent session they could be those of an earlier program.
 */
function takesIdentifiers({ options, serverProperties }: MqttClient): boolean {
  return (
    options.protocolVersion === 5 &&
    options.clean !== false &&
    serverProperties?.subscriptionIdentifiersAvailable !== false
  );
}

/**
 * Makes `mqtt` send SUBSCRIBE even for a filter that it has subscribed to before. Its option
 * `resubscribe` stands among the filters, so it cannot be set for a filter of that name.
 */
function evenIfKnown(
  filter: string,
  options: IClientSubscribeOptions,
): string | ISubscriptionMap {
  return filter === "resubscribe"
    ? filter
    : Object.assign({ [filter]: options }, { resubscribe: true });
}

function subscribeError(filter: string, cause: unknown): SubscribeError {
  const reason = cause === null ? "not authorised" : reasonOf(cause);
  return new SubscribeError(
    `The broker refused the subscription to ${filter}: ${reason}. Check the access rules of the broker for this client`,
    { cause },
  );
}
