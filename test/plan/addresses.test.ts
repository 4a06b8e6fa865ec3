import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { generate } from '../support/generating.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'addresses-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function documentWith(address: string | undefined, protocol: string): string {
  const path = join(folder, 'lead.yaml');
  writeFileSync(
    path,
    `asyncapi: 3.0.0
info: { title: Lead, version: 1.0.0 }
servers: { main: { host: localhost, protocol: ${protocol} } }
channels:
  lead:
    address: ${address === undefined ? 'null' : JSON.stringify(address)}
    messages: { lead: { payload: { type: string } } }
operations:
  sendLead: { action: send, channel: { $ref: '#/channels/lead' } }
`,
  );
  return path;
}

it.each(['a/#/b', 'a+/b', '', 'a\u0007b', `a${'b'.repeat(70_000)}`])(
  'refuses the address "%s", which is no topic',
  async (address) => {
    const { files, diagnostics } = await generate([documentWith(address, 'mqtt')]);
    expect(files).toEqual([]);
    expect(diagnostics).toMatchObject([
      { code: 'ADDRESS_INVALID', severity: 'error', place: { line: 6, column: 5 } },
    ]);
  },
  60_000,
);

it('has no method where a channel has no address', async () => {
  const { diagnostics } = await generate([documentWith(undefined, 'mqtt')]);
  expect(diagnostics).toMatchObject([
    { code: 'CHANNEL_WITHOUT_ADDRESS', severity: 'warning', place: { line: 5, column: 3 } },
  ]);
}, 60_000);

it('names all operations of such a channel in one finding', async () => {
  const document = documentWith(undefined, 'mqtt');
  const more = "  onLead: { action: receive, channel: { $ref: '#/channels/lead' } }\n";
  writeFileSync(document, readFileSync(document, 'utf8') + more);
  const { diagnostics } = await generate([document]);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'The operations "sendLead" and "onLead" have no method, since the channel "lead" has no address.',
  ]);
}, 60_000);

it('leaves the addresses of other protocols alone', async () => {
  const { diagnostics } = await generate([documentWith('a.#', 'amqp')]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['NO_MQTT_SERVER']);
}, 60_000);
