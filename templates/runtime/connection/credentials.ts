/** Credentials that are asked for before each attempt to connect. */
import type { IClientOptions } from "mqtt";
import { ConnectionError, reasonOf } from "../errors.js";
import { TaskGroup } from "./tasks.js";

/** What a client authenticates with. */
export interface Credentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** Returns credentials, for example a fresh token. */
export type CredentialsSource = () => Credentials | Promise<Credentials>;

/**
 * Asks for credentials, and returns them as options of `mqtt`. Rejects with a `ConnectionError` if that fails or
 * takes too long, or with the reason of the signal.
 */
export async function askForCredentials(
  source: CredentialsSource,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Pick<IClientOptions, "username" | "password">> {
  const task = new TaskGroup().start<Credentials>({
    timeoutMs,
    signal,
    onTimeout: () => credentialsError(`no answer within ${timeoutMs} ms`),
  });
  Promise.resolve()
    .then(source)
    .then(
      (credentials) => task.resolve(credentials),
      (error: unknown) =>
        task.reject(credentialsError(reasonOf(error), { cause: error })),
    );
  const { username, password } = await task.promise;
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}

function credentialsError(
  reason: string,
  options?: ErrorOptions,
): ConnectionError {
  return new ConnectionError(
    `\`credentials\` returned none: ${reason}`,
    options,
  );
}
