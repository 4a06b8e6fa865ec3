import { InvalidArgumentError } from 'commander';

/** Parses the URL of a broker. */
export function parseBroker(text: string): string {
  if (/^[a-z]+:\/\//i.test(text)) return text;
  throw new InvalidArgumentError('A broker must be a URL, e.g. mqtt://127.0.0.1:1883.');
}

/** Parses the port of an embedded broker; 0 is any free one. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port must be an integer from 0 to 65535.');
}
