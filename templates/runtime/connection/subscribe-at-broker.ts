/** Sends SUBSCRIBE and reads the answer of the broker. */
import type {
  IClientSubscribeOptions,
  ISubscriptionMap,
  MqttClient,
} from "mqtt";
import { SubscribeError, reasonOf } from "../errors.js";
import { isShared } from "../topics/shared-filter.js";
import type { Route } from "./router.js";

/** Writes SUBSCRIBE at once; resolves when the broker has granted it. Rejects with a `SubscribeError`. */
export async function subscribeAtBroker(
  client: MqttClient,
  { filter, qos, id }: Route,
): Promise<void> {
  assertShareable(client, filter);
  const options = takesIdentifiers(client)
    ? { qos, properties: { subscriptionIdentifier: id } }
    : { qos };
  await new Promise<void>((resolve, reject) => {
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

/** Throws a `SubscribeError` for a shared subscription that the protocol or the broker does not have. */
export function assertShareable(client: MqttClient, filter: string): void {
  if (!isShared(filter)) {
    return;
  }
  const { options, serverProperties } = client;
  if (options.protocolVersion !== 5) {
    throw new SubscribeError(
      `The subscription to ${filter} is shared, which needs MQTT 5. Connect with \`mqtt: { protocolVersion: 5 }\`, or leave out \`sharedSubscription\``,
    );
  }
  if (serverProperties?.sharedSubscriptionAvailable === false) {
    throw new SubscribeError(
      `The subscription to ${filter} is shared, and the broker says that it has no shared subscriptions. Use another broker, or leave out \`sharedSubscription\``,
    );
  }
}

/**
 * Whether to use subscription identifiers. A broker that does not support them closes the connection
 * (reason 0xA1).
 */
function takesIdentifiers({ options, serverProperties }: MqttClient): boolean {
  return (
    options.protocolVersion === 5 &&
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
