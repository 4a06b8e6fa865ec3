/** Checks the types of the documentation's TypeScript, and runs it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { root } from '../support/project.js';
import { baseOf, blocksOf, placeOf, type Block } from './page.js';
import { hasMosquitto, startWorld, types, type World } from './world.js';

/** Returns the names of what a block takes for granted. */
export function givenTo({ marks }: Block): readonly string[] {
  return marks.given?.split(', ') ?? [];
}

/** Whether a block can run on this machine. */
export function canRun(block: Block): boolean {
  return hasMosquitto || !needsMqtt5(block);
}

function needsMqtt5(block: Block): boolean {
  return givenTo(block).includes('station') || block.text.includes('protocolVersion: 5');
}

/** Returns every error of the blocks' types. The blocks are modules of one program. */
export function findTypeErrors(blocks: readonly Block[]): readonly string[] {
  const texts = new Map(blocks.map((block) => [modulePath(block), moduleText(block)]));
  const options = readOptions();
  const host = ts.createCompilerHost(options);
  host.fileExists = (path) => texts.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => texts.get(path) ?? ts.sys.readFile(path);
  const program = ts.createProgram([...texts.keys()], options, host);
  const ofProgram = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  const ofBlocks = [...texts.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  return [...ofProgram, ...ofBlocks].map((each) => ts.formatDiagnostic(each, host).trim());
}

/** A module where the imports of the page lead to the committed output. */
function modulePath(block: Block): string {
  return join(baseOf(block.page), `${moduleName(block)}.ts`);
}

/** The name of its file, if a page shows one, so that others of the page can import it. */
function moduleName(block: Block): string {
  if (isModule(block)) return basename(block.file ?? '', '.ts');
  return placeOf(block).replaceAll(/[/:]/g, '-');
}

/** Whether a block is a file that others of the page import. */
function isModule({ file, text }: Block): boolean {
  return file !== undefined && /^export /m.test(text);
}

function moduleText(block: Block): string {
  const given = givenTo(block).map((name) => `declare const ${name}: ${types[name] ?? 'never'};`);
  return [...given, block.text, 'export {};'].join('\n');
}

function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return { ...options, noUnusedLocals: false };
}

/** Runs blocks in a folder of its own, each with what it takes for granted. */
export interface Runner {
  readonly run: (block: Block) => Promise<void>;
  readonly close: () => void;
}

export function createRunner(): Runner {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  // Within `node_modules`, so that Jest loads it as it is, and packages are found from there.
  const folder = mkdtempSync(join(cache, 'documentation-'));
  const run = async (block: Block): Promise<void> => {
    const world = await startWorld(needsMqtt5(block));
    try {
      await runIn(world, block, folder);
    } finally {
      await world.close();
    }
  };
  return { run, close: () => rmSync(folder, { recursive: true }) };
}

type Body = (given: Readonly<Record<string, unknown>>) => Promise<void>;

async function runIn(world: World, block: Block, folder: string): Promise<void> {
  const file = join(folder, `${moduleName(block)}.mjs`);
  writeFileSync(file, runnable(block, world.url));
  for (const other of importedBy(block)) {
    writeFileSync(join(folder, `${moduleName(other)}.mjs`), runnable(other, world.url));
  }
  const { body }: { readonly body: Body } = await import(pathToFileURL(file).href);
  const given: Record<string, unknown> = {};
  for (const name of givenTo(block)) given[name] = await world.give(name);
  await body(given);
}

/** Turns a block into a module that exports its statements as one function. */
function runnable(block: Block, url: string): string {
  const text = block.text
    .replace(/^import .*?;$/gms, '')
    .replace(/'(?:mqtts?|ws):\/\/[^']*'/g, `'${url}'`)
    // Registering a test returns a promise of its end.
    .replace(/^(?=test\()/gm, 'await ');
  const imports = [...block.text.matchAll(/^import .*?;$/gms)].map(([each]) =>
    resolved(each, block),
  );
  const given = givenTo(block).join(', ');
  const body = isModule(block)
    ? `${text}\nexport const body = async () => {};\n`
    : `export const body = async ({ ${given} }) => {\n${text}};\n`;
  const { outputText } = ts.transpileModule(`${imports.join('\n')}\n${body}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
  });
  return outputText;
}

const sources: Readonly<Record<string, string>> = {
  'asyncapi-bindgen': join(root, 'src/index.ts'),
  'asyncapi-bindgen/runtime': join(root, 'templates/runtime/index.ts'),
  'asyncapi-bindgen/testing': join(root, 'src/testing.ts'),
  'node:test': join(root, 'test/docs/node-test.ts'),
};

/** Returns the files of the page that a block imports. */
function importedBy({ page, text }: Block): readonly Block[] {
  return blocksOf(page).filter(
    (other) => isModule(other) && text.includes(`from './${moduleName(other)}.js';`),
  );
}

/** Imports lead to other files of the page, or to the sources, which Jest compiles. */
function resolved(statement: string, block: Block): string {
  const { page } = block;
  return statement.replace(/'([^']+)';$/, (_, specifier: string) => {
    const isShown = importedBy(block).some((each) => specifier === `./${moduleName(each)}.js`);
    if (isShown) return `'${specifier.replace(/\.js$/, '.mjs')}';`;
    const file = specifier.startsWith('.')
      ? join(baseOf(page), specifier).replace(/\.js$/, '.ts')
      : sources[specifier];
    return `'${file ?? specifier}';`;
  });
}
