/** `generated/` is what `specs/` gives, to the byte; `npm run golden` renews it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createTwoFilesPatch } from 'diff';
import { exampleBindings } from '../support/example-bindings.js';
import { generatePaths } from '../support/generated-files.js';
import { root, shippedSpecs, toolUnderTest } from '../support/project.js';
import { readTree, temporaryFolders } from '../write/temporary-folder.js';

const manifest = '.asyncapi-bindgen.json';
const mostLines = 60;

/** Each file that is missing, not wanted or different, with the beginning of its diff. */
function differences(
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): readonly string[] {
  const paths = [...new Set([...expected.keys(), ...found.keys()])].sort();
  return paths.flatMap((path) => {
    const wanted = expected.get(path);
    const there = found.get(path);
    if (wanted === there) return [];
    if (there === undefined) return [`${path}: missing`];
    if (wanted === undefined) return [`${path}: not given by any document`];
    const patch = createTwoFilesPatch(`checked-in/${path}`, `given/${path}`, there, wanted);
    return [patch.split('\n').slice(0, mostLines).join('\n')];
  });
}

function sourcesIn(folder: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(readTree(folder)).filter(([path]) => path !== manifest));
}

describe('the golden files', () => {
  let given: ReadonlyMap<string, string>;
  beforeAll(async () => {
    ({ files: given } = await generatePaths(shippedSpecs()));
  }, 60_000);

  it('are what the documents give; if that is meant to change, run `npm run golden`', () => {
    const found = differences(given, sourcesIn(join(root, 'generated')));
    if (found.length > 0) throw new Error(`Run \`npm run golden\`.\n\n${found.join('\n\n')}`);
  });

  it('of the APIs that tests use are what their documents give', async () => {
    const specs = ['echo', 'lamp', 'parcels', 'station', 'tickets'].map((name) =>
      join(root, `test/apis/${name}.yaml`),
    );
    const { files } = await generatePaths(specs, { runtime: 'package' });
    expect(differences(files, sourcesIn(join(root, 'test/apis/generated')))).toEqual([]);
  }, 60_000);

  it.each(exampleBindings)(
    'of $folder are what $spec gives',
    async ({ folder, spec, options }) => {
      const { files } = await generatePaths([spec], options);
      expect(differences(files, sourcesIn(folder))).toEqual([]);
    },
    60_000,
  );

  it('come in the order of the documents, shared files last', () => {
    const folders = [...new Set([...given.keys()].map((path) => path.split('/')[0]))];
    expect(folders.slice(-2)).toEqual(['index.ts', 'runtime']);
    expect(folders.slice(0, 2)).toEqual(['auth-consumer', 'auth-token-provider']);
  });
});

describe('generating', () => {
  const examples = shippedSpecs().filter((spec) => spec.includes('examples'));
  const newFolder = temporaryFolders();

  it('gives identical bytes twice, in another order of documents too', async () => {
    const once = await generatePaths(examples);
    const twice = await generatePaths(examples.toReversed());
    const sorted = ({ files }: typeof once) => [...files].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(twice)).toEqual(sorted(once));
  }, 60_000);

  it('does not depend on language or time zone', async () => {
    const out = newFolder();
    await promisify(execFile)(
      process.execPath,
      [join(toolUnderTest, 'bin/asyncapi-bindgen.js'), 'generate', ...examples, '-o', out],
      { env: { ...process.env, LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR', TZ: 'Asia/Kathmandu' } },
    );
    const golden = sourcesIn(join(root, 'generated'));
    const found = [...sourcesIn(out)].filter(([path]) => path !== 'index.ts');
    expect(found.filter(([path, text]) => golden.get(path) !== text).map(([path]) => path)).toEqual(
      [],
    );
  }, 30_000);
});
