/**
 * Reads variables of EVerest, which sends a value only when it changes, and answers `…/get` with the
 * latest one.
 */
import { runCallback } from "../session/run-callback.js";
import type { Subscription } from "../session/subscription.js";

/** How to read a variable. */
export interface LatchedVariable<T> {
  /** Asks for the latest value, e.g. `() => client.getPowermeter()`; `null` if there is none. */
  readonly get: () => Promise<T | null>;
  /** Subscribes to the values, e.g. `(handler) => client.onPowermeter(handler)`. */
  readonly subscribe: (handler: (value: T) => void) => Promise<Subscription>;
}

/**
 * Calls the handler with the latest value of a variable, if there is one, and then with each new value.
 * It subscribes before it asks, so no value is lost in between. Resolves when the latest value is known;
 * rejects as `get` and `subscribe` do.
 *
 * @example
 * const subscription = await getThenSubscribe(
 *   { get: () => client.getLimits(), subscribe: (handler) => client.onLimits(handler) },
 *   (limits) => console.log(limits),
 * );
 */
export async function getThenSubscribe<T>(
  { get, subscribe }: LatchedVariable<T>,
  handler: (value: T) => void,
): Promise<Subscription> {
  let hasArrived = false;
  const subscription = await subscribe((value) => {
    hasArrived = true;
    return handler(value);
  });
  try {
    const latest = await get();
    // A value that has arrived is at least as new.
    if (latest !== null && !hasArrived) {
      void runCallback(() => handler(latest));
    }
    return subscription;
  } catch (error) {
    await subscription.close();
    throw error;
  }
}
