/** T-04: an address is a text, and what stands in braces a name. */
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/json/json.js';
import { errorsOf, strictest } from '../support/type-check.js';
import { documentWith, exported, importOf } from './small-document.js';

const addresses = [
  `a'b`,
  'a"b',
  'a`b',
  'a\\',
  '${process.exit(1)}',
  '{${x}}',
  'a/{${process.exit(1)}}/b',
  '`${`${x}`}`',
  '{{x}}',
  '{{{x}}}',
  '{{#each this}}x{{/each}}',
  '{"]: x, ["}',
  '{*/}',
  '{a}{b}',
  '{}',
  '{',
  '}{',
  '*/ x /*',
  'a\u2028b',
  'a\u202eb',
  '{__proto__}',
  '{constructor}',
  '{then}',
];

/** No address of a channel may hold control characters. */
const pathnames = [...addresses, 'a\nb'];

describe('T-04: addresses', () => {
  it('are themselves in the descriptor, each with the parameters that it has', async () => {
    const servers = pathnames.map((text, index): [string, JsonObject] => [
      `s${index}`,
      { host: `h${text}`, pathname: text, protocol: 'mqtt' },
    ]);
    const channels = addresses.map((address, index): [string, JsonObject] => [
      `c${index}`,
      { address, messages: { m: { payload: {} } } },
    ]);
    const operations = addresses.map((_, index): [string, JsonObject] => [
      `send${index}`,
      { action: 'send', channel: { $ref: `#/channels/c${index}` } },
    ]);
    const imported = await importOf(
      documentWith(
        {},
        {
          servers: Object.fromEntries(servers),
          channels: Object.fromEntries(channels),
          operations: Object.fromEntries(operations),
        },
      ),
    );
    const { output, trapped } = imported;
    const api = JSON.parse(JSON.stringify(exported(imported, 'client.ts', 'hostileApi')));
    const found = Object.values<{ address: string; parameters?: object }>(api.operations);
    expect(found.map(({ address }) => address)).toEqual(addresses);
    const names = found.map(({ parameters = {} }) => Object.keys(parameters));
    expect(names).toEqual(addresses.map(namesIn));
    expect(
      Object.values<{ pathname: string }>(api.servers).map(({ pathname }) => pathname),
    ).toEqual(pathnames);
    expect(trapped).toEqual([]);
    const own = [...output.files].map(([path, text]) => [`hostile/${path}`, text] as const);
    expect(errorsOf(new Map([...own, ...output.runtime]), strictest)).toEqual([]);
  }, 120_000);
});

/** What stands in one pair of braces, each once. */
function namesIn(address: string): readonly string[] {
  return [...new Set([...address.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name))];
}
