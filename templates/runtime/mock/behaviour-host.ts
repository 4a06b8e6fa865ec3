/** The mock server as its behaviours see it. */
import type { BehaviourHost } from "./behaviour.js";
import type { WithParameters } from "../call-options.js";
import type { RespondOperation, SubscribeOperation } from "../descriptor.js";
import type { Session } from "../session/session.js";

/** Sends messages and requests to the client. */
export interface Sender {
  send(
    operation: SubscribeOperation,
    payload: unknown,
    options?: WithParameters,
  ): Promise<void>;
  request(
    operation: RespondOperation,
    payload: unknown,
    options?: { readonly timeoutMs?: number | undefined },
  ): Promise<unknown>;
}

/** Creates the host of the behaviours of a mock server. */
export function behaviourHost(session: Session, sender: Sender): BehaviourHost {
  const { operations } = session.api;
  return {
    api: session.api,
    isConnected: () => session.state === "connected",
    send: async (name, payload, options) => {
      const operation = operations[name];
      if (operation?.kind !== "subscribe") {
        throw new RangeError(
          `A behaviour sent "${name}", but the client receives no messages of that name. Use the name of a \`subscribe\` operation of the descriptor`,
        );
      }
      await sender.send(operation, payload, options);
    },
    request: async (name, payload, options) => {
      const operation = operations[name];
      if (operation?.kind !== "respond") {
        throw new RangeError(
          `A behaviour sent the request "${name}", but the client answers no requests of that name. Use the name of a \`respond\` operation of the descriptor`,
        );
      }
      return sender.request(operation, payload, options);
    },
    report: (error) => session.report(error),
  };
}
