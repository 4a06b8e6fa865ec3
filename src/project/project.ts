import { join } from 'node:path';
import type { ImportExtension } from '../plan/import-extension.js';
import { compilerFacts, type CompilerFacts } from './compiler-facts.js';
import { nearest, projectFolders, readSettings, settingsOf } from './project-files.js';
import { readCompilerOptions } from './tsconfig.js';

/** The project that an output folder belongs to, as far as it decides how the output compiles. */
export interface Project {
  /** The path of the `tsconfig.json`. */
  readonly config: string;
  readonly facts: CompilerFacts;
  /** A package that the project depends on and that resolves imports without extensions only. */
  readonly extensionlessTool?: string;
}

/** The extension of relative imports, and why. */
export interface ExtensionChoice {
  readonly extension: ImportExtension;
  readonly reason: string;
}

/** Tools that do not find `types.ts` by `./types.js`, unless they are configured to. */
const extensionlessTools = ['jest', 'webpack', 'next', 'react-scripts', 'react-native', 'expo'];

/** The version of TypeScript if none is installed. */
const newestTypeScript = 7;

/** Finds the nearest `tsconfig.json` and `package.json` of a folder; reads nothing outside the project. */
export async function detectProject(folder: string): Promise<Project | undefined> {
  const folders = await projectFolders(folder);
  const top = folders.at(-1);
  const config = nearest(folders, 'tsconfig.json');
  if (top === undefined || config === undefined) return undefined;
  const path = nearest(folders, 'package.json');
  const manifest = (path === undefined ? undefined : await readSettings(path, top)) ?? {};
  const dependencies = {
    ...settingsOf(manifest['dependencies']),
    ...settingsOf(manifest['devDependencies']),
  };
  const options = await readCompilerOptions(config, top);
  if (options === undefined) return undefined;
  const facts = compilerFacts(options, {
    isModule: manifest['type'] === 'module',
    typescript: await majorOfTypeScript(folders, top),
  });
  const extensionlessTool = extensionlessTools.find((name) => Object.hasOwn(dependencies, name));
  return { config, facts, ...(extensionlessTool !== undefined && { extensionlessTool }) };
}

async function majorOfTypeScript(folders: readonly string[], top: string): Promise<number> {
  const path = nearest(folders, join('node_modules', 'typescript', 'package.json'));
  const version = path === undefined ? undefined : (await readSettings(path, top))?.['version'];
  return typeof version === 'string' ? Number.parseInt(version, 10) : newestTypeScript;
}

/** Chooses the extension of relative imports for a project. */
export function chooseExtension(project: Project | undefined): ExtensionChoice {
  if (project === undefined) return { extension: 'js', reason: 'no tsconfig.json says otherwise' };
  const { facts, extensionlessTool } = project;
  if (facts.allowsTs) return { extension: 'ts', reason: 'tsconfig.json allows it' };
  if (extensionlessTool !== undefined && !facts.needsExtension) {
    return { extension: 'none', reason: `the project uses ${extensionlessTool}` };
  }
  return { extension: 'js', reason: 'tsconfig.json resolves it' };
}
