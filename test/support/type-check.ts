import { join } from 'node:path';
import ts from 'typescript';
import { root } from './project.js';

/** What no project can ask for more of. */
export const strictest: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  forceConsistentCasingInFileNames: true,
};

export const nodeNext: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};

export const browser: ts.CompilerOptions = {
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: [],
};

const always: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  noEmit: true,
  skipLibCheck: true,
};

/** The errors of files on disk. */
export function errorsUnder(
  options: ts.CompilerOptions,
  files: readonly string[],
  host = hostFor(options),
): readonly string[] {
  const program = ts.createProgram(files, { ...always, ...options }, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const place = file === undefined ? '' : `${file.fileName}:${start ?? 0} `;
    return place + ts.flattenDiagnosticMessageText(messageText, '\n');
  });
}

/** The errors of generated files in memory, as if they stood in a folder of this project. */
export function errorsOf(
  files: ReadonlyMap<string, string>,
  options: ts.CompilerOptions,
): readonly string[] {
  const folder = join(root, 'in-memory');
  const texts = new Map([...files].map(([path, text]) => [join(folder, path), text]));
  const disk = hostFor(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    directoryExists: (path) => path.startsWith(folder) || (disk.directoryExists?.(path) ?? true),
    getSourceFile: (path, how) => {
      const text = texts.get(path);
      return text === undefined
        ? disk.getSourceFile(path, how)
        : ts.createSourceFile(path, text, how);
    },
  };
  return errorsUnder({ ...nodeNext, ...browser, ...options }, [...texts.keys()], host);
}

/** Declarations of packages, which are most of what a program reads, by path and way of reading. */
const declarations = new Map<string, ts.SourceFile | undefined>();

/** A host whose programs share the declarations of packages. */
function hostFor(options: ts.CompilerOptions): ts.CompilerHost {
  const disk = ts.createCompilerHost({ ...always, ...options });
  return {
    ...disk,
    getSourceFile: (path, how) => {
      if (!/node_modules.*\.d\.[cm]?ts$/.test(path)) return disk.getSourceFile(path, how);
      const key = JSON.stringify([path, how]);
      if (!declarations.has(key)) declarations.set(key, disk.getSourceFile(path, how));
      return declarations.get(key);
    },
  };
}
