/** T-10, T-11, T-16: small texts that stand for much, large ones, and references that lead astray. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loader } from '../support/loader.js';
import { asyncapi3, specFolder, withPayload } from '../load/spec-folder.js';
import { loadText } from '../load/loading.js';

/** Far more than it takes where nothing else runs. */
const LIMIT_MS = 5_000;
const LIMIT_BYTES = 200 * 1024 * 1024;

beforeAll(async () => {
  await loadText(withPayload('{type: string}'));
});

/** Codes of the findings on a text, which are to come fast and cheaply. */
async function refusal(text: string): Promise<readonly string[]> {
  const memory = process.memoryUsage.rss();
  const start = performance.now();
  const { document, diagnostics } = await loadText(text);
  expect(performance.now() - start).toBeLessThan(LIMIT_MS);
  expect(process.memoryUsage.rss() - memory).toBeLessThan(LIMIT_BYTES);
  expect(document).toBeUndefined();
  for (const { place, message } of diagnostics) {
    expect(place).toBeDefined();
    expect(message.length).toBeLessThan(500);
  }
  return [...new Set(diagnostics.map(({ code }) => code))];
}

const nine = <T>(item: T): readonly T[] => Array.from({ length: 9 }, () => item);

describe('T-10: a bomb', () => {
  it.each([5, 6, 7, 8, 9])('of %i levels of aliases is refused', async (levels) => {
    const lines = Array.from({ length: levels }, (_, level) => {
      const items = nine(level === 0 ? 'lol' : `*a${level - 1}`).join(', ');
      return `  - &a${level} [${items}]`;
    });
    expect(await refusal(asyncapi3(`x-bomb:\n${lines.join('\n')}\n`))).toEqual([
      'YAML_ALIAS_LIMIT',
    ]);
  });

  it.each(['', 'k: 1', 'k$: 1'])(
    'of 30,000 mappings that each take in the one before is refused: {%s}',
    async (own) => {
      const lines = Array.from({ length: 30_000 }, (_, index) => {
        const merge = index === 0 ? '' : `<<: *a${index - 1}`;
        const key = index === 0 ? 'first: 1' : own.replace('$', String(index));
        return `  - &a${index} {${[merge, key].filter((part) => part !== '').join(', ')}}`;
      });
      expect(await refusal(asyncapi3(`x-bomb:\n${lines.join('\n')}\n`))).toEqual([
        'YAML_ALIAS_LIMIT',
      ]);
    },
  );

  it('of messages that each stand for several others is refused', async () => {
    const messages = Array.from({ length: 12 }, (_, level) => {
      const headers = nine(`{$ref: '#/components/messages/m${level + 1}'}`).join(', ');
      return `    m${level}: {x-of: 1, examples: [{headers: {a: 1}}], traits: [${headers}]}`;
    });
    const { document, diagnostics } = await loadText(
      asyncapi3(`components:\n  messages:\n${messages.join('\n')}\n    m12: {}\n`),
    );
    expect(document).toBeUndefined();
    expect(diagnostics[0]?.place).toBeDefined();
  });

  const schemas = (count: number, refer: (index: number) => readonly number[]): string => {
    const entries = Array.from({ length: count }, (_, index) => {
      const properties = refer(index).map(
        (other, place) => `p${place}: {$ref: '#/components/schemas/S${other}'}`,
      );
      return `    S${index}: {type: object, properties: {${properties.join(', ')}}}`;
    });
    return withPayload(
      "{$ref: '#/components/schemas/S0'}",
      `components:\n  schemas:\n${entries.join('\n')}\n`,
    );
  };

  it.each([
    ['60 in circles', schemas(60, (index) => [(index + 1) % 60, (index + 7) % 60])],
    ['12 levels of two', schemas(13, (index) => (index < 12 ? [index + 1, index + 1] : []))],
    ['9 that all refer to all', schemas(9, () => [0, 1, 2, 3, 4, 5, 6, 7, 8])],
    ['one that refers to itself', schemas(1, () => [0, 0, 0])],
    ['400 in a ring', schemas(400, (index) => [(index + 1) % 400])],
  ])('of schemas is none: %s', async (_, text) => {
    const start = performance.now();
    const { document, diagnostics } = await loadText(text);
    expect(performance.now() - start).toBeLessThan(2 * LIMIT_MS);
    expect(diagnostics).toEqual([]);
    expect(document).toBeDefined();
  });

  it('of references in a circle without anything between is refused', async () => {
    const ring = `components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}\n`;
    expect(await refusal(withPayload("{$ref: '#/components/schemas/A'}", ring))).toHaveLength(1);
  });
});

describe('T-11: a text', () => {
  it.each([
    ['5,000 flow sequences', '['.repeat(5000) + ']'.repeat(5000)],
    ['5,000 flow mappings', '{a: '.repeat(5000) + '1' + '}'.repeat(5000)],
    ['5,000 nested allOf', '{allOf: ['.repeat(5000) + ']}'.repeat(5000)],
  ])('as deep as %s is refused', async (_, value) => {
    expect(await refusal(asyncapi3(`x-deep: ${value}\n`))).toEqual(['YAML_TOO_DEEP']);
  });

  it('of 50 MB is refused', async () => {
    const folder = await specFolder({ 'a.yaml': '' });
    await truncate(join(folder, 'a.yaml'), 50 * 1024 * 1024);
    const { diagnostics } = await loader(join(folder, 'a.yaml'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['FILE_TOO_LARGE']);
  });

  it.each([
    ['!!omap [a: 1]'],
    ["!!js/function 'function () {}'"],
    ['!!python/object:os.system 1'],
    ['{a: 1, a: 2}'],
    ['{<<: 5}'],
    ['{<<: [{a: 1}, 5]}'],
  ])('with %s is refused or read, and never run', async (value) => {
    const { document, diagnostics } = await loadText(asyncapi3(`x-odd: ${value}\n`));
    expect(document === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    for (const { place } of diagnostics) expect(place).toBeDefined();
  });

  it('of 100,000 keys is read, in time that grows like the keys', async () => {
    const wide = (keys: number): string =>
      asyncapi3(
        `x-wide:\n${Array.from({ length: keys }, (_, index) => `  k${index}: ${index}\n`).join('')}`,
      );
    const milliseconds = async (keys: number): Promise<number> => {
      const start = performance.now();
      expect((await loadText(wide(keys))).document).toBeDefined();
      return performance.now() - start;
    };
    const some = await milliseconds(25_000);
    expect(await milliseconds(100_000)).toBeLessThan(Math.max(1000, 4 * 4 * some));
  }, 60_000);
});

describe('T-16: a reference', () => {
  const canary = 'canary-5f2c';
  let outside = '';
  beforeAll(async () => {
    outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await writeFile(join(outside, 'secret.yaml'), `type: string\ndescription: ${canary}\n`);
  });
  afterAll(() => rm(outside, { recursive: true, force: true }));

  const told = async (folder: string): Promise<string> => {
    const { document, diagnostics } = await loader(join(folder, 'a.yaml'));
    expect(document).toBeUndefined();
    return JSON.stringify(diagnostics);
  };

  it.each([
    (folder: string, name: string) => `../${folder}/${name}`,
    (folder: string, name: string) => `%2e%2e%2f${folder}/${name}`,
    (folder: string, name: string) => `..%2F${folder}%2F${name}`,
    (folder: string, name: string) => `./x/../../${folder}/${name}`,
    (folder: string, name: string) => join(tmpdir(), folder, name),
    (folder: string, name: string) => `file://${join(tmpdir(), folder, name)}`,
    () => '/proc/self/environ',
    () => '../../../../../../../../etc/passwd',
  ])('out of the folder is refused, and nothing of the file is told: %s', async (referenceTo) => {
    const reference = referenceTo(outside.split('/').at(-1) ?? '', 'secret.yaml');
    const folder = await specFolder({ 'a.yaml': withPayload(`{$ref: '${reference}'}`) });
    const report = await told(folder);
    expect(report).toMatch(/REF_OUTSIDE_ROOT|REF_REMOTE|REF_FILE/);
    expect(report).not.toContain(canary);
    expect(report).not.toContain('root:');
  });

  it('through a link is refused', async () => {
    const folder = await specFolder({ 'a.yaml': withPayload("{$ref: './link.yaml'}") });
    await symlink(join(outside, 'secret.yaml'), join(folder, 'link.yaml'));
    const report = await told(folder);
    expect(report).toContain('REF_OUTSIDE_ROOT');
    expect(report).not.toContain(canary);
  });

  it('to what is no file, or a file without end, ends', async () => {
    const folder = await specFolder({ 'huge.yaml': '', 'folder/x.yaml': '' });
    expect(spawnSync('mkfifo', [join(folder, 'fifo.yaml')]).status).toBe(0);
    await truncate(join(folder, 'huge.yaml'), 1024 ** 3);
    for (const name of ['fifo.yaml', 'folder', 'huge.yaml']) {
      await writeFile(join(folder, 'a.yaml'), withPayload(`{$ref: './${name}'}`));
      const start = performance.now();
      await told(folder);
      expect(performance.now() - start).toBeLessThan(LIMIT_MS);
    }
  });
});
