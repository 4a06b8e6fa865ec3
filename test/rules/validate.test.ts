import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { generate, validate } from '../support/generating.js';
import { specFolder } from '../load/spec-folder.js';

jest.setTimeout(120_000);

it('adds to the findings of loading and planning, which generation tells alone', async () => {
  const folder = await specFolder({
    'a.yaml': `asyncapi: 3.0.0
info: { title: T, version: '1' }
channels: { c: { address: c, messages: { m: { payload: { properties: { a: {} } } } } } }
`,
  });
  const specs = [join(folder, 'a.yaml')];
  const codes = async (run: typeof generate | typeof validate): Promise<readonly string[]> =>
    (await run(specs)).diagnostics.map(({ code }) => code);
  expect(await codes(validate)).toEqual(['CHANNEL_WITHOUT_OPERATION', 'TYPE_MISSING']);
  expect(await codes(generate)).toEqual(['CHANNEL_WITHOUT_OPERATION']);
});

it('finds nothing worse than a hint in the documents that we ship', async () => {
  const specs = readdirSync('specs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => resolve('specs', name));
  const { diagnostics } = await validate(specs);
  expect(specs.length).toBeGreaterThan(10);
  expect(diagnostics.length).toBeGreaterThan(0);
  const warnings = diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, place }) => `${basename(place?.file ?? '')} ${code}`);
  expect(warnings).toEqual([]);
});
