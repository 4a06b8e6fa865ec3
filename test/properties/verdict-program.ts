import ts from 'typescript';
import { matrix } from '../corpus/type-check.js';

/** Texts by module name, e.g. `types` for `/types.ts`. */
export type Modules = Readonly<Record<string, string>>;

export interface CompilerError {
  readonly module: string;
  /** From 0. */
  readonly line: number;
  readonly message: string;
}

/** What the compiler says of some modules, under every flag but those on unused things. */
export function compile(modules: Modules): readonly CompilerError[] {
  const options: ts.CompilerOptions = {
    ...matrix.find(({ name }) => name === 'Bundler, every flag')?.options,
    lib: ['lib.es2023.d.ts'],
    noUnusedLocals: false,
  };
  const texts = new Map(Object.entries(modules).map(([name, text]) => [`/${name}.ts`, text]));
  const host = ts.createCompilerHost(options);
  const onDisk = ts.createCompilerHost(options);
  host.getCurrentDirectory = () => '/';
  host.fileExists = (path) => texts.has(path) || onDisk.fileExists(path);
  host.getSourceFile = (path, version) => {
    const text = texts.get(path);
    return text === undefined
      ? onDisk.getSourceFile(path, version)
      : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => ({
    module: file?.fileName.replace(/^\/|\.ts$/g, '') ?? '',
    line: file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0,
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
  }));
}
