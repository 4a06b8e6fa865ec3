import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { generate } from '../support/generating.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patterns-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function documentWith(pattern: string): string {
  const path = join(folder, 'coded.yaml');
  writeFileSync(
    path,
    `asyncapi: 3.0.0
info: { title: Coded, version: 1.0.0 }
channels:
  code:
    address: code
    messages:
      code: { payload: { $ref: '#/components/schemas/Code' } }
operations:
  sendCode: { action: send, channel: { $ref: '#/channels/code' } }
components:
  schemas:
    Code: { type: string, pattern: '${pattern}' }
`,
  );
  return path;
}

it('refuses a pattern that is no regular expression', async () => {
  const { files, diagnostics } = await generate([documentWith('[a')]);
  expect(files).toEqual([]);
  expect(diagnostics).toMatchObject([
    {
      code: 'PATTERN_INVALID',
      severity: 'error',
      message: 'The pattern is not a valid regular expression: Unterminated character class.',
      place: { line: 12, column: 27 },
    },
  ]);
});

it('takes a pattern that works only without the flag u', async () => {
  const { files, diagnostics } = await generate([documentWith(String.raw`^[\w\_]+$`)]);
  expect(diagnostics).toEqual([]);
  expect(files.find(({ path }) => path === 'coded/validators.ts')?.text).toContain(
    String.raw`"^[\\w\\_]+$"`,
  );
});
