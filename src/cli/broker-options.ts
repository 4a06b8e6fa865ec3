import { InvalidArgumentError, Option } from 'commander';

/** Parses the URL of a broker. */
export function parseBroker(text: string): string {
  if (/^[a-z]+:\/\//i.test(text)) return text;
  throw new InvalidArgumentError('A broker must be a URL, e.g. mqtt://127.0.0.1:1883.');
}

/** Creates the option `--port` of commands that can start a broker. */
export function portOption(): Option {
  const description = 'port of the embedded broker on 127.0.0.1, or 0 for any free port';
  return new Option('--port <number>', description).argParser(parsePort).default(1883);
}

/** Parses the number of a port. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port must be an integer from 0 to 65535.');
}
