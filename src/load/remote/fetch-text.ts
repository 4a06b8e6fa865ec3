import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { mayResolveTo, type Address } from './address-policy.js';
import { limits, type TimeLimits } from '../limits.js';
import { decode, tooLarge, type Refusal } from '../source/read-text.js';
import * as refusal from './remote-refusals.js';
import { within } from '../../system/within.js';

/** The text of a fetched file, and its URL after redirects. */
export interface RemoteText {
  readonly kind: 'text';
  readonly text: string;
  readonly url: URL;
}

/** Fetches a file from one of the allowed origins, or returns the reason why it cannot. */
export type FetchText = (url: URL) => Promise<RemoteText | Refusal>;

/** Resolves a host name to its addresses. */
export type ResolveName = (hostname: string) => Promise<readonly Address[]>;

/** Options that tests set. */
export interface FetchOptions {
  readonly resolveName?: ResolveName;
  readonly time?: TimeLimits;
}

interface Fetching {
  readonly origins: ReadonlySet<string>;
  readonly resolveName: ResolveName;
  readonly signal: AbortSignal;
}

/**
 * Creates a fetch function for one document. Each redirect is checked like the first URL. Requests
 * carry no credentials. A host name is resolved once, and the connection goes to the address that was
 * checked.
 */
export function createFetchText(
  origins: ReadonlySet<string>,
  { resolveName = lookupAll, time = limits }: FetchOptions = {},
): FetchText {
  let end: number | undefined;
  return async (url) => {
    end ??= performance.now() + time.remoteTotalMs;
    const left = Math.min(time.remoteMs, end - performance.now());
    try {
      const work = async (signal: AbortSignal) => follow(url, { origins, resolveName, signal });
      return (await within(left, work)) ?? refusal.tooSlow(url, time);
    } catch (error) {
      return refusal.failed(url, error);
    }
  };
}

async function lookupAll(hostname: string): Promise<readonly Address[]> {
  return systemLookup(hostname, { all: true });
}

async function follow(start: URL, fetching: Fetching): Promise<RemoteText | Refusal> {
  let url = start;
  for (let hop = 0; hop <= limits.redirects; hop += 1) {
    if (url.username !== '' || url.password !== '') return refusal.userInfo(url);
    if (!fetching.origins.has(url.origin)) return refusal.otherOrigin(start, url);
    const addresses = await resolveHost(url, fetching);
    if (!Array.isArray(addresses)) return addresses;
    const response = await send(url, addresses, fetching.signal);
    if (response === undefined) return refusal.noAnswer(url);
    if (response.statusCode === 200) return readBody(url, response);
    response.destroy();
    const next = redirectOf(url, response);
    if (next === undefined) return refusal.status(url, response.statusCode ?? 0);
    url = next;
  }
  return refusal.tooManyRedirects(start);
}

function redirectOf(url: URL, { statusCode = 0, headers }: IncomingMessage): URL | undefined {
  const { location } = headers;
  if (statusCode < 300 || statusCode >= 400 || location === undefined) return undefined;
  return URL.canParse(location, url.href) ? new URL(location, url) : undefined;
}

/** Resolves the host of a URL. All of its addresses must be allowed. */
async function resolveHost(
  url: URL,
  { resolveName, signal }: Fetching,
): Promise<Address[] | Refusal> {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(hostname);
  if (family !== 0) return [{ address: hostname, family }];
  const addresses = [...(await resolveName(hostname))];
  // The resolver of the system ignores signals, so it may answer after the time limit.
  signal.throwIfAborted();
  const isForbidden = addresses.some((address) => !mayResolveTo(hostname, address));
  return isForbidden ? refusal.privateAddress(url) : addresses;
}

/**
 * Sends a request. Resolves to `undefined` if the connection ends without a response, e.g. with a 101.
 */
async function send(
  url: URL,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<IncomingMessage | undefined> {
  const lookup: LookupFunction = (_, options, callback) => {
    const [first = { address: '', family: 0 }] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
  const headers = { accept: 'application/yaml, application/json, */*' };
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  // Without an agent, no connection is shared with another request.
  const sent = request(url, { agent: false, headers, lookup, signal });
  sent.end();
  return new Promise((resolve, reject) => {
    sent.once('response', (response) => {
      // A connection reset ends a body without a length. Node reports it only here.
      sent.once('error', (error) => {
        if (!response.complete) response.destroy(error);
      });
      resolve(response);
    });
    sent.once('close', () => resolve(undefined));
    // This listener stays: an error after the response must not become an uncaught exception.
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
