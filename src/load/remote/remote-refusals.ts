import { withoutCredentials } from '../../../templates/runtime/shown-url.js';
import { limits, type TimeLimits } from '../limits.js';
import type { Refusal } from '../source/read-text.js';

/** Where it may help: what is said of an origin that the user has not allowed. */
export function allowing(origin: string): string {
  return `Save the file beside the document and refer to it by a relative path, or, if you trust that machine, allow it with --allow-ref ${origin}`;
}

export function otherOrigin(asked: URL, next: URL): Refusal {
  return {
    kind: 'refused',
    code: 'REF_REMOTE',
    message: `"${shownUrl(asked)}" redirects to ${next.origin}, which is not allowed.`,
    help: allowing(next.origin),
  };
}

export function userInfo(url: URL): Refusal {
  return {
    kind: 'refused',
    code: 'REF_REMOTE',
    message: `A URL at ${url.origin} holds a user name or a password; nothing is sent that says who asks.`,
    help: 'Take the part before "@" out of the URL; save a file that needs it beside the document.',
  };
}

export function privateAddress(url: URL): Refusal {
  return {
    kind: 'refused',
    code: 'REF_REMOTE_ADDRESS',
    message: `The name ${url.hostname} leads to an address that is not on the public internet.`,
    help: 'Allow the address itself, e.g. --allow-ref http://127.0.0.1:8080, and refer to it.',
  };
}

export function tooManyRedirects(url: URL): Refusal {
  return unfetched(url, `it redirects more than ${limits.redirects} times`);
}

export function status(url: URL, code: number): Refusal {
  return unfetched(url, `the server answers with status ${code}`);
}

export function noAnswer(url: URL): Refusal {
  return unfetched(
    url,
    'the server ends the connection, or switches its protocol, without an answer',
  );
}

export function tooSlow(url: URL, { remoteMs, remoteTotalMs }: TimeLimits): Refusal {
  const seconds = (ms: number): string => `${ms / 1000} s`;
  const most = `${seconds(remoteMs)}, or all of the document more than ${seconds(remoteTotalMs)}`;
  return unfetched(url, `it takes more than ${most}`);
}

/** What the system or the library says, by its code only; anything else is a bug and goes on. */
export function failed(url: URL, error: unknown): Refusal {
  const isKnown = typeof error === 'object' && error !== null && 'code' in error;
  const code = isKnown ? error.code : undefined;
  if (typeof code !== 'string') throw error;
  return unfetched(url, `${reasons[code] ?? 'the connection fails'} (${code})`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  ECONNREFUSED: 'nothing listens there',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** Without the query, which may hold a token. */
export function shownUrl(url: URL): string {
  return withoutCredentials(url.href) ?? url.origin;
}

function unfetched(url: URL, reason: string): Refusal {
  return {
    kind: 'refused',
    code: 'REF_REMOTE_FAILED',
    message: `"${shownUrl(url)}" cannot be fetched: ${reason}.`,
    help: 'Check the URL, and that this machine reaches it; or save the file beside the document.',
  };
}
