/** Finds out which API modules run in a charging station, and when they are ready. */
import { ClosedError } from "../errors.js";
import type {
  RepliesOptions,
  StreamOptions,
  SubscribeOptions,
} from "../call-options.js";
import { printError } from "../session/print-error.js";
import { runCallback } from "../session/run-callback.js";
import type { Subscription } from "../session/subscription.js";

/** How long modules have to answer, in milliseconds. */
const WINDOW_MS = 1000;

/** An API of a module, as the module describes it. */
export interface ModuleDescription {
  /** The kind of API: the name of its document without `_API`. */
  readonly type: string;
  /** The `moduleId` of its client. */
  readonly module_id: string;
}

/** A client that can ask for modules: `EntrypointClient` of `specs/everest/entrypoint_API.yaml`. */
export interface DiscoveryClient<Module extends ModuleDescription> {
  /** Asks all modules, each of which replies. */
  discoverReplies(
    options?: RepliesOptions,
  ): AsyncIterable<{ readonly apis: readonly Module[] }>;
}

/** A client that hears when a station has started. */
export interface ReadyBeaconSource {
  /** Subscribes to the ready beacon. */
  onReadyBeacon(handler: () => void): Promise<Subscription>;
}

/** Options of `discoverModules`. */
export interface DiscoverOptions {
  /**
   * How long modules have to answer, in milliseconds.
   *
   * @default 1000
   */
  readonly windowMs?: number | undefined;
  /** Rejects the call with the reason of the signal when the signal is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks all API modules what they are, and resolves with one description for each type and id, in the order of the
 * answers. The list is empty if no module answers. Rejects as a request does.
 *
 * @example
 * const meters = (await discoverModules(entrypoint)).filter(({ type }) => type === "powermeter");
 */
export async function discoverModules<Module extends ModuleDescription>(
  client: DiscoveryClient<Module>,
  { windowMs = WINDOW_MS, signal }: DiscoverOptions = {},
): Promise<Module[]> {
  const modules = new Map<string, Module>();
  for await (const { apis } of client.discoverReplies({ windowMs, signal })) {
    for (const module of apis) {
      modules.set(JSON.stringify([module.type, module.module_id]), module);
    }
  }
  return [...modules.values()];
}

/** Options of `watchModules`. */
export interface WatchModulesOptions extends DiscoverOptions {
  /**
   * Called if modules could not be asked. The next ready beacon asks again.
   *
   * @default console.error
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * Calls the handler with the modules that answer now, and again whenever a ready beacon says that a station has started.
 * Beacons that arrive while modules are asked are answered by one further request. Resolves with the subscription to the
 * beacon, which ends it.
 *
 * @example
 * const watching = await watchModules(entrypoint, (modules) => console.log(modules.length));
 */
export async function watchModules<Module extends ModuleDescription>(
  client: DiscoveryClient<Module> & ReadyBeaconSource,
  handler: (modules: Module[]) => void,
  { onError = printError, ...options }: WatchModulesOptions = {},
): Promise<Subscription> {
  let isAsking = false;
  let isOutdated = false;
  let isClosed = false;
  async function ask(): Promise<void> {
    isOutdated = true;
    if (isAsking) {
      return;
    }
    isAsking = true;
    try {
      while (isOutdated && !isClosed) {
        isOutdated = false;
        const modules = await discoverModules(client, options);
        if (!isClosed) {
          void runCallback(() => handler(modules), onError);
        }
      }
    } catch (error) {
      if (!isClosed && !(error instanceof ClosedError)) {
        void runCallback(() => onError(error));
      }
    } finally {
      isAsking = false;
    }
  }
  const subscription = await client.onReadyBeacon(() => void ask());
  const close = (): Promise<void> => {
    isClosed = true;
    return subscription.close();
  };
  options.signal?.addEventListener("abort", () => void close(), { once: true });
  void ask();
  return {
    filter: subscription.filter,
    ended: subscription.ended,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A client that receives heartbeats as a stream. Generated clients are, if their document has heartbeats. */
export interface HeartbeatStreamSource {
  /** Returns the heartbeats as a stream. */
  heartbeatStream(options?: StreamOptions): AsyncIterable<number>;
}

/**
 * Resolves with the first heartbeat that arrives: from then on, the module accepts requests. It waits as long as it
 * takes; with a signal, it rejects with its reason.
 *
 * @example
 * await whenReady(client, { signal: AbortSignal.timeout(30_000) });
 */
export async function whenReady(
  client: HeartbeatStreamSource,
  { signal }: Pick<SubscribeOptions, "signal"> = {},
): Promise<number> {
  for await (const count of client.heartbeatStream({ signal })) {
    return count;
  }
  signal?.throwIfAborted();
  throw new ClosedError(
    "The client was closed before a heartbeat of the module arrived",
  );
}
