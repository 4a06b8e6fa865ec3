/** SUBSCRIBE, and what the broker says to it. */
import type {
  IClientSubscribeOptions,
  ISubscriptionMap,
  MqttClient,
} from "mqtt";
import { SubscribeError, reasonOf } from "../errors.js";
import type { Route } from "./router.js";

/** Resolves when the broker has granted it; otherwise rejects with a `SubscribeError`. */
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
 * A broker that does not take subscription identifiers hangs up on them (0xA1). In a session that
 * outlives its connection they would be those of another program.
 */
function takesIdentifiers({ options, serverProperties }: MqttClient): boolean {
  return (
    options.protocolVersion === 5 &&
    options.clean !== false &&
    serverProperties?.subscriptionIdentifiersAvailable !== false
  );
}

/**
 * `mqtt` sends nothing for a filter that it has subscribed to before, unless it is told to; its
 * option could not be told from a filter of that name.
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
    `The broker refused the subscription to ${filter}: ${reason}. Check its access rules for this client`,
    { cause },
  );
}
