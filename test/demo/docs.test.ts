/** The TypeScript of README.md and docs/ compiles as it stands against the committed output. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const TIMEOUT_MS = 120_000;

/** No document in `specs` has wildcards; `test/cases` has the generated code of some that do. */
const WILDCARD_HANDLER =
  "import('./generated/runtime/index.js').Handler<string, { wildcard1: string; wildcard2: string }>";

/** What a block may take for granted, if `<!-- given: … -->` before it says so. */
const GIVEN: Readonly<Record<string, string>> = {
  url: 'string',
  fetchToken: '() => Promise<string>',
  evse: generated('evse-manager-consumer', 'EvseManagerConsumerClient'),
  everest: generated('evse-manager-consumer', 'EvseManagerConsumerMockServer'),
  tokens: generated('auth-token-validator', 'AuthTokenValidatorClient'),
  validator: generated('auth-token-validator', 'AuthTokenValidatorMockServer'),
  station: generated('weather-station', 'WeatherStationClient'),
  lights: generated('street-lights', 'StreetLightsClient'),
  logs: `{ onLog(parameters: object, handler: ${WILDCARD_HANDLER}): Promise<unknown> }`,
};

function generated(api: string, name: string): string {
  return `import('./generated/${api}/index.js').${name}`;
}

/** A module in the project's root, where `./generated/` is the committed output. */
interface Block {
  readonly path: string;
  readonly text: string;
}

function blocksOf(file: string): readonly Block[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = text.matchAll(/(?:<!-- given: (.*?) -->\s+)?```ts\n(.*?)```/gs);
  return [...found].map(([, given = '', block = ''], index) => {
    const names = given.split(', ').filter((name) => name !== '');
    const declared = names.map((name) => `declare const ${name}: ${GIVEN[name] ?? 'never'};`);
    const path = join(ROOT, `${file.replaceAll('/', '-')}-${index + 1}.ts`);
    return { path, text: [...declared, block, 'export {};'].join('\n') };
  });
}

const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const BLOCKS = DOCUMENTS.flatMap(blocksOf);

function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => {
    return ts.sys.readFile(path);
  });
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return { ...options, noUnusedLocals: false };
}

/** Every error of the blocks, with the line in the module. */
function findErrors(blocks: readonly Block[]): readonly string[] {
  const texts = new Map(blocks.map(({ path, text }) => [path, text]));
  const options = readOptions();
  const host = ts.createCompilerHost(options);
  host.fileExists = (path) => texts.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => texts.get(path) ?? ts.sys.readFile(path);
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map((diagnostic) => ts.formatDiagnostic(diagnostic, host).trim());
}

describe('the documentation', () => {
  it('has code to test', () => {
    expect(BLOCKS.length).toBeGreaterThan(10);
  });

  it('is not taken for right when it is wrong', () => {
    const path = join(ROOT, 'wrong.ts');
    expect(findErrors([{ path, text: 'const one: string = 1;' }])).toHaveLength(1);
  });

  it(
    'shows code that compiles',
    () => {
      expect(findErrors(BLOCKS)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it('links to files that are there', () => {
    const links = DOCUMENTS.flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, to = '']) =>
        join(ROOT, dirname(file), to),
      );
    });
    expect(links.filter((path) => !ts.sys.fileExists(path))).toEqual([]);
  });
});
