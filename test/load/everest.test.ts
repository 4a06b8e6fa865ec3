import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loader } from '../support/loader.js';
import { brief } from './loading.js';

const specs = '/work/shared/everest-specs';

async function documents(): Promise<readonly string[]> {
  if (!existsSync(specs)) return [];
  const names = await readdir(specs, { recursive: true });
  return names.filter((name) => name.endsWith('.yaml')).map((name) => join(specs, name));
}

describe('the EVerest documents', () => {
  it('load without findings, in both layouts', async () => {
    const findings: string[] = [];
    for (const file of await documents()) {
      const loaded = await loader(file, { root: specs });
      findings.push(...brief(loaded).map((each) => `${relative(specs, file)} ${each}`));
      if (loaded.document === undefined) findings.push(`${relative(specs, file)} no document`);
    }
    expect(findings).toEqual([]);
  }, 120_000);
});
