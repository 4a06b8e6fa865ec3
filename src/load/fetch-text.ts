import { lookup as systemLookup } from 'node:dns/promises';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { mayLeadTo, type Address } from './address.js';
import { limits } from './limits.js';
import { decode, tooLarge, type Refusal } from './read-text.js';
import * as refusal from './remote-refusals.js';

/** What is fetched, and the URL that it came from in the end. */
export interface RemoteText {
  readonly kind: 'text';
  readonly text: string;
  readonly url: URL;
}

/** Reads a file from one of the allowed origins, or says why not. */
export type FetchText = (url: URL) => Promise<RemoteText | Refusal>;

export type ResolveName = (hostname: string) => Promise<readonly Address[]>;

interface Fetching {
  readonly origins: ReadonlySet<string>;
  readonly resolveName: ResolveName;
  readonly signal: AbortSignal;
}

/**
 * A reader for one document. Each hop of a redirect is checked as the first URL is; nothing is sent
 * that says who asks; the name of the host is resolved once, and the connection goes to what was
 * checked then. The time runs from the first file on.
 */
export function createFetchText(
  origins: ReadonlySet<string>,
  resolveName: ResolveName = (hostname) => systemLookup(hostname, { all: true }),
): FetchText {
  let total: AbortSignal | undefined;
  return async (url) => {
    total ??= AbortSignal.timeout(limits.remoteTotalMs);
    const signal = AbortSignal.any([total, AbortSignal.timeout(limits.remoteMs)]);
    try {
      return await follow(url, { origins, resolveName, signal });
    } catch (error) {
      if (signal.aborted) return refusal.tooSlow(url);
      return refusal.failed(url, error);
    }
  };
}

async function follow(start: URL, fetching: Fetching): Promise<RemoteText | Refusal> {
  let url = start;
  for (let hop = 0; hop <= limits.redirects; hop += 1) {
    if (url.username !== '' || url.password !== '') return refusal.userInfo(url);
    if (!fetching.origins.has(url.origin)) return refusal.otherOrigin(start, url);
    const addresses = await resolveHost(url, fetching);
    if (!Array.isArray(addresses)) return addresses;
    const response = await send(url, addresses, fetching.signal);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return readBody(url, response);
    response.destroy();
    const location = statusCode >= 300 && statusCode < 400 ? headers.location : undefined;
    if (location === undefined || !URL.canParse(location, url.href)) {
      return refusal.status(url, statusCode);
    }
    url = new URL(location, url);
  }
  return refusal.tooManyRedirects(start);
}

/** The addresses to connect to: those of the name, if it may lead to all of them. */
async function resolveHost(
  url: URL,
  { resolveName, signal }: Fetching,
): Promise<Address[] | Refusal> {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(hostname);
  if (family !== 0) return [{ address: hostname, family }];
  // The resolver of the system cannot be stopped; it is left alone then.
  const aborted = once(signal, 'abort').then(() => Promise.reject(new Error('aborted')));
  const addresses = [...(await Promise.race([resolveName(hostname), aborted]))];
  const isForbidden = addresses.some((address) => !mayLeadTo(hostname, address));
  return isForbidden ? refusal.privateAddress(url) : addresses;
}

async function send(
  url: URL,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const lookup: LookupFunction = (_, options, callback) => {
    const [first = { address: '', family: 0 }] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
  const headers = { accept: 'application/yaml, application/json, */*' };
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  // An agent of its own: no connection is shared with, or left to, another request.
  const sent = request(url, { agent: false, headers, lookup, signal });
  sent.end();
  return new Promise((resolve, reject) => {
    sent.once('response', resolve);
    // Stays on: what happens behind the response is an error of the response as well.
    sent.on('error', reject);
  });
}

async function readBody(url: URL, response: IncomingMessage): Promise<RemoteText | Refusal> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) break;
    length += chunk.length;
    // Leaving the loop closes the connection.
    if (length > limits.bytes) return tooLarge(refusal.shownUrl(url));
    chunks.push(chunk);
  }
  const decoded = decode(Buffer.concat(chunks, length), refusal.shownUrl(url));
  return decoded.kind === 'text' ? { ...decoded, url } : decoded;
}
