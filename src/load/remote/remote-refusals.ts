import { withoutCredentials } from '../../../templates/runtime/shown-url.js';
import { limits, type TimeLimits } from '../limits.js';
import type { Refusal } from '../source/read-text.js';

/** Returns the help for a reference to an origin that is not allowed. */
export function helpToAllow(origin: string): string {
  return `Save the file beside the document and refer to it by a relative path, or, if you trust the origin, allow it with --allow-ref ${origin}`;
}

/** Refuses a redirect to an origin that is not allowed. */
export function otherOrigin(asked: URL, next: URL): Refusal {
  return {
    kind: 'refused',
    code: 'REF_REMOTE',
    message: `"${shownUrl(asked)}" redirects to ${next.origin}, which is not allowed.`,
    help: helpToAllow(next.origin),
  };
}

/** Refuses a URL with credentials. */
export function userInfo(url: URL): Refusal {
  return {
    kind: 'refused',
    code: 'REF_REMOTE',
    message: `A URL at ${url.origin} contains a user name or a password, and credentials are never sent.`,
    help: 'Remove the part before "@" from the URL, or save the file beside the document.',
  };
}

/** Refuses a host name that resolves to a private address. */
export function privateAddress(url: URL): Refusal {
  return {
    kind: 'refused',
    code: 'REF_REMOTE_ADDRESS',
    message: `The host name ${url.hostname} resolves to an address that is not on the public internet.`,
    help: 'Refer to the IP address itself and allow it, e.g. --allow-ref http://127.0.0.1:8080.',
  };
}

/** Refuses redirects above the limit. */
export function tooManyRedirects(url: URL): Refusal {
  return cannotFetch(url, `there are more than ${limits.redirects} redirects`);
}

/** Refuses a response with a status other than 200. */
export function status(url: URL, code: number): Refusal {
  return cannotFetch(url, `the server responds with status ${code}`);
}

/** Refuses a connection that ends without a response. */
export function noAnswer(url: URL): Refusal {
  return cannotFetch(
    url,
    'the server closes the connection, or switches the protocol, without a response',
  );
}

/** Refuses a file that exceeds a time limit. */
export function tooSlow(url: URL, { remoteMs, remoteTotalMs }: TimeLimits): Refusal {
  const seconds = (ms: number): string => `${ms / 1000} s`;
  const limit = `${seconds(remoteMs)}, or all files of the document take more than ${seconds(remoteTotalMs)}`;
  return cannotFetch(url, `it takes more than ${limit}`);
}

/**
 * Explains an error of the network by its code. An error without a code is a bug and is thrown again.
 */
export function failed(url: URL, error: unknown): Refusal {
  const isKnown = typeof error === 'object' && error !== null && 'code' in error;
  const code = isKnown ? error.code : undefined;
  if (typeof code !== 'string') throw error;
  return cannotFetch(url, `${reasons[code] ?? 'the connection fails'} (${code})`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host does not exist',
  EAI_AGAIN: 'the host name cannot be resolved at the moment',
  ECONNREFUSED: 'the server refuses the connection',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** Returns a URL without credentials and query, which may contain a token. */
export function shownUrl(url: URL): string {
  return withoutCredentials(url.href) ?? url.origin;
}

function cannotFetch(url: URL, reason: string): Refusal {
  return {
    kind: 'refused',
    code: 'REF_REMOTE_FAILED',
    message: `"${shownUrl(url)}" cannot be fetched: ${reason}.`,
    help: 'Check the URL and the network, or save the file beside the document.',
  };
}
