/** The oracle itself: it sees what leaks. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importIsolated } from './isolated-import.js';
import { Oracle, type Generating } from './oracle.js';
import { CANARY } from './payloads.js';
import { firstDifference, shapeOf } from './shape.js';
import { branch, type Slot } from './slots.js';

jest.setTimeout(120_000);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oracle-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const slots: readonly Slot[] = [1, 2, 3].map((number) => {
  return { number, isUnique: false, shape: { kind: 'text', pointer: `/p${number}` } };
});
const tree = branch(slots.map((slot) => [`k${slot.number}`, { kind: 'slot', slot }]));

/** A generator that prints one text as it is, and refuses a document for another. */
function leaky(print: (text: string) => string): Generating {
  return async (path) => {
    const { readFileSync } = await import('node:fs');
    const { k1, k2, k3 } = JSON.parse(readFileSync(path, 'utf8'));
    const place = { file: path, line: 1, column: 1, pointer: '/k3' };
    const finding = { code: 'BAD', severity: 'error', message: '', help: '', place } as const;
    if (k3 !== 'S-A F') return { files: [], diagnostics: [finding] };
    const text = `export const a = ${JSON.stringify(k1)};\n${print(k2)}`;
    return { files: [{ path: 'a/a.ts', text }], diagnostics: [] };
  };
}

describe('T-00: the oracle', () => {
  it.each([
    ['a string', (text: string) => `export const b = "${text}";`, '"+evil()+"'],
    ['a template', (text: string) => `export const b = \`${text}\`;`, '${evil()}'],
    ['a comment', (text: string) => `/** ${text} */\nexport const b = 1;`, '*/ evil(); /*'],
    ['a tag', (text: string) => `/** ${text} */\nexport const b = 1;`, '@deprecated'],
    ['a directive', (text: string) => `// ${text}\nexport const b = 1;`, '@ts-ignore'],
    ['a key', (text: string) => `export const b = { "${text}": 1 };`, 'a": evil(), "b'],
    ['a type', (text: string) => `export type B = "${text}";`, '" | import("x").Y | "'],
    ['nothing that parses', (text: string) => `export const b = "${text}";`, '"'],
  ])('sees what gets out of %s, and through which slot', async (_, print, payload) => {
    const oracle = new Oracle({ tree, slots }, { folder, name: 'a', generating: leaky(print) });
    const { differences, refused, compared } = await oracle.compare(() => payload);
    expect(differences.join('\n')).toMatch(/^a\/a\.ts: after /);
    expect(differences.at(-1)).toBe(`slots: /p2 with ${JSON.stringify(payload)}`);
    expect([...refused].map(([slot, code]) => [slot.number, code])).toEqual([[3, 'BAD']]);
    expect(compared.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('sees nothing where nothing gets out', async () => {
    const print = (text: string): string => `export const b = ${JSON.stringify(text)};`;
    const oracle = new Oracle({ tree, slots }, { folder, name: 'a', generating: leaky(print) });
    expect((await oracle.compare(() => '"+evil()+"')).differences).toEqual([]);
  });

  it('tells a file apart that is more or less than another', () => {
    const [one, two] = ['export const a = 1;', 'export const a = 1; a;'].map((text) =>
      shapeOf('a.ts', text),
    );
    expect(firstDifference(one ?? [], two ?? [])).toContain('EndOfFileToken became');
    expect(firstDifference(two ?? [], one ?? [])).toContain('ExpressionStatement became');
    expect(firstDifference(one ?? [], one ?? [])).toBeUndefined();
  });
});

describe('T-00: an isolated import', () => {
  const importing = (text: string) => importIsolated(new Map([['a/a.ts', text]]));

  it('sees code that runs', async () => {
    const { globalValue } = await importing(`globalThis.${CANARY} = 1; export const a = 1;`);
    expect(globalValue(CANARY)).toBe(1);
  });

  it.each(['process', 'fetch', 'require', 'WebSocket'])('sees a reach for %s', async (name) => {
    const { trapped } = await importing(`export const a = typeof ${name};`);
    expect(trapped).toEqual([name]);
  });

  it('sees modules that are asked for', async () => {
    const { trapped } = await importing(`import('node:fs').catch(() => {}); export const a = 1;`);
    expect(trapped).toEqual(['import node:fs']);
    await expect(
      importing(`import { readFileSync } from 'node:fs'; readFileSync;`),
    ).rejects.toThrow();
  });

  it('sees what every object inherits then', async () => {
    const { inherited } = await importing(`({}).__proto__.polluted = 1; export const a = 1;`);
    expect(inherited()).toEqual(['polluted']);
  });
});
