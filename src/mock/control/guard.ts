import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { refuse, type Answer } from './answer.js';

/** Names of the loopback interface. A browser sends another one if a name of a web page leads here. */
const HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Refuses requests of web pages. With DNS rebinding, a page reaches this server by a name of its own, which `Host`
 * has. Otherwise `Origin` has the page, unless it is one of this server.
 */
export function refuseStranger({ host = '', origin }: IncomingHttpHeaders): Answer | undefined {
  if (!HOSTS.includes(host.toLowerCase().replace(/:\d+$/, ''))) {
    return refuse(403, {
      code: 'HOST',
      message: 'The header Host must name the loopback interface.',
      help: `Use one of these in the URL: ${HOSTS.join(', ')}.`,
    });
  }
  if (origin === undefined || origin === `http://${host}`) return undefined;
  return refuse(403, {
    code: 'ORIGIN',
    message: 'Web pages of other origins may not use this server.',
    help: 'Send requests from a program, or from a page of this server.',
  });
}

/** Refuses a request without the token. */
export function refuseWithoutToken(
  { authorization = '' }: IncomingHttpHeaders,
  token: string,
): Answer | undefined {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  // Digests have one length, so the comparison takes the same time for every token.
  if (timingSafeEqual(digest(given), digest(token))) return undefined;
  const refusal = refuse(401, {
    code: 'TOKEN',
    message: given === '' ? 'The request has no token.' : 'The token is wrong.',
    help: 'Send the header "Authorization: Bearer <token>" with the token that the command mock prints.',
  });
  return { ...refusal, headers: { 'WWW-Authenticate': 'Bearer' } };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
