import type { Settings } from './project-files.js';

/** What decides how TypeScript reads the imports of a file. */
export interface CompilerFacts {
  /** Whether files are CommonJS modules. */
  readonly isCommonJs: boolean;
  /** How imports are resolved, e.g. `bundler`; `node10` is the way of Node without extensions. */
  readonly resolution: string;
  /** Whether imports may end with `.ts`. */
  readonly allowsTs: boolean;
  /** Whether imports need an extension. */
  readonly needsExtension: boolean;
  /** Whether imports and exports must be written as they are emitted. */
  readonly isVerbatim: boolean;
  /** Whether exports need types that are declared without inference. */
  readonly isIsolated: boolean;
  /** The year of ECMAScript that the code may use, e.g. 2022; `Infinity` for `esnext`. */
  readonly target: number;
  /** The year of ECMAScript whose library is declared. */
  readonly library: number;
}

/** What the compiler options mean depends on the package and on the version of TypeScript. */
export interface Surroundings {
  /** Whether `package.json` has `"type": "module"`. */
  readonly isModule: boolean;
  /** The major version of TypeScript. */
  readonly typescript: number;
}

/** Derives facts from compiler options, by the defaults of TypeScript. */
export function compilerFacts(
  options: Settings,
  { isModule, typescript }: Surroundings,
): CompilerFacts {
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === 'string' ? value.toLowerCase() : undefined;
  };
  const isModern = typescript >= 6;
  const givenTarget = text('target');
  const module = text('module') ?? defaultModule(yearOf(givenTarget), isModern);
  const isNode = module.startsWith('node');
  const target = givenTarget === undefined ? defaultTarget(module, isModern) : yearOf(givenTarget);
  const resolution = text('moduleResolution') ?? defaultResolution(module, isModern);
  return {
    isCommonJs: module === 'commonjs' || (isNode && !isModule),
    resolution: resolution === 'node' ? 'node10' : resolution,
    allowsTs:
      options['allowImportingTsExtensions'] === true ||
      options['rewriteRelativeImportExtensions'] === true,
    needsExtension: /^node(?:1[6-9]|[2-9]\d|next)$/.test(resolution) && isModule,
    isVerbatim: options['verbatimModuleSyntax'] === true,
    isIsolated: options['isolatedDeclarations'] === true,
    target,
    library: libraryYear(options['lib']) ?? target,
  };
}

function defaultTarget(module: string, isModern: boolean): number {
  if (module.startsWith('node')) return Infinity;
  return isModern ? 2025 : 0;
}

function defaultModule(target: number, isModern: boolean): string {
  return isModern || target >= 2015 ? 'esnext' : 'commonjs';
}

function defaultResolution(module: string, isModern: boolean): string {
  if (module.startsWith('node')) return module;
  if (isModern || module === 'preserve') return 'bundler';
  return module === 'commonjs' ? 'node10' : 'classic';
}

/** Returns the year of e.g. `es2022`, `es6` or `esnext`; 0 for what is older or absent. */
function yearOf(name: string | undefined): number {
  if (name === 'esnext') return Infinity;
  if (name === 'es6') return 2015;
  return Number(/^es(\d{4})$/.exec(name ?? '')?.[1] ?? 0);
}

function libraryYear(lib: unknown): number | undefined {
  if (!Array.isArray(lib)) return undefined;
  return lib.reduce<number>((year, name) => Math.max(year, yearOf(String(name).toLowerCase())), 0);
}
