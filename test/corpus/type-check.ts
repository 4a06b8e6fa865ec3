import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Compiler settings that the output has to compile under. */
export interface Cell {
  readonly name: string;
  readonly options: ts.CompilerOptions;
}

const base: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  typeRoots: [],
};
const nodeNext: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  typeRoots: [fileURLToPath(new URL('../../node_modules/@types', import.meta.url))],
};
const bundler: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts'],
};
const everyFlag: ts.CompilerOptions = {
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
};

/** Node and the browser, each with `strict` alone and with every flag there is. */
export const matrix: readonly Cell[] = [
  { name: 'NodeNext, strict', options: { ...base, ...nodeNext } },
  { name: 'NodeNext, every flag', options: { ...base, ...nodeNext, ...everyFlag } },
  { name: 'Bundler, strict', options: { ...base, ...bundler } },
  { name: 'Bundler, every flag', options: { ...base, ...bundler, ...everyFlag } },
];

export interface TypeErrors {
  /** As `<cell>: <path> <message>`. */
  readonly errors: readonly string[];
  /** Files of ours that were checked, all cells together. */
  readonly checked: number;
}

/** Checks files, given by absolute paths, under each cell; libraries are parsed once a cell. */
export function typeCheck(
  files: readonly string[],
  folder: string,
  cells: readonly Cell[] = matrix,
): TypeErrors {
  const errors = cells.flatMap(({ name, options }) => {
    const program = ts.createProgram(files, options);
    return ts
      .getPreEmitDiagnostics(program)
      .map((diagnostic) => `${name}: ${describe(diagnostic, folder)}`);
  });
  return { errors, checked: files.length * cells.length };
}

function describe({ file, start, messageText }: ts.Diagnostic, folder: string): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  if (file === undefined) return message;
  const path = file.fileName.replace(join(folder, '/'), '');
  return `${path}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1} ${message}`;
}
