import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { lintCodes } from '../../src/diagnostics/codes/lint.js';
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

it('warns of nothing in our own documents but what EVerest really sends', async () => {
  const folders = ['specs/everest', 'specs/examples'].map((folder) => resolve(folder));
  const specs = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const { diagnostics } = await validate(specs);
  const warnings = diagnostics
    .filter(({ code, severity }) => severity === 'warning' && Object.hasOwn(lintCodes, code))
    .map(({ code, place }) => `${basename(place?.file ?? '')} ${code}`);
  const wireFacts = [
    'auth_consumer_API.yaml REF_SIBLING_IGNORED',
    'display_message_API.yaml REF_SIBLING_IGNORED',
  ];
  expect(wireFacts).toEqual(expect.arrayContaining(warnings));
  expect(diagnostics.filter(({ code }) => code === 'EXAMPLE_INVALID')).toEqual([]);
});
