import { posix } from 'node:path';
import ts from 'typescript';
import type { OutputFile } from '../../src/render/output-file.js';
import { root } from '../support/project.js';
import { browser, nodeNext, strictest } from '../support/type-check.js';

/** The outputs of several documents, to be type-checked at once. */
export interface OutputCheck {
  add(name: string, files: readonly OutputFile[]): void;
  /** How many there are. */
  readonly size: number;
  /** What is wrong with each that is wrong, by name; after that there are none any more. */
  run(): ReadonlyMap<string, readonly string[]>;
}

const folder = posix.join(root, 'in-memory');
export const doesNotCompile = 'does not compile';

const options: ts.CompilerOptions = {
  ...strictest,
  ...nodeNext,
  ...browser,
  target: ts.ScriptTarget.ES2022,
  noEmit: true,
  skipLibCheck: true,
};

type Outputs = ReadonlyMap<string, readonly OutputFile[]>;
type Errors = ReadonlyMap<string, readonly string[]>;

/**
 * All outputs stand in one folder that exists in memory only: each under its name, while they share the
 * runtime: the largest, since an output gets only as much of it as it needs. What TypeScript reads from
 * the disk is parsed once.
 */
export function createOutputCheck(): OutputCheck {
  const disk = ts.createCompilerHost(options);
  const parsed = new Map<string, ts.SourceFile | undefined>();
  let outputs = new Map<string, readonly OutputFile[]>();
  const check = (some: Outputs): Errors => {
    try {
      return errorsOf(some, { disk, parsed });
    } catch (error) {
      if (some.size === 1) return new Map([...some].map(([name]) => [name, [crash(error)]]));
      return new Map([...some].flatMap((one) => [...check(new Map([one]))]));
    }
  };
  return {
    add: (name, files) => void outputs.set(name, files),
    get size() {
      return outputs.size;
    },
    run: () => {
      const errors = outputs.size === 0 ? new Map<string, readonly string[]>() : check(outputs);
      outputs = new Map();
      return errors;
    },
  };
}

function crash(error: unknown): string {
  return `${doesNotCompile}: TypeScript itself fails with ${String(error)}`;
}

interface Known {
  readonly disk: ts.CompilerHost;
  readonly parsed: Map<string, ts.SourceFile | undefined>;
}

function errorsOf(outputs: Outputs, known: Known): Errors {
  const { texts, owners } = placeAll(outputs);
  const program = ts.createProgram([...texts.keys()], options, hostOf(texts, known));
  const errors = new Map<string, string[]>();
  for (const { file, start, messageText } of ts.getPreEmitDiagnostics(program)) {
    const path = file?.fileName ?? '';
    const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    const place = `${path.replace(`${folder}/`, '')}:${line + 1}`;
    const name = owners.get(path) ?? '';
    errors.set(name, [...(errors.get(name) ?? []), `${place} ${doesNotCompile}: ${message}`]);
  }
  return errors;
}

/** The texts of all files by path, and the outputs that they are of. */
function placeAll(outputs: Outputs) {
  const texts = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const [name, files] of outputs) {
    for (const { path, text } of files.map((file) => placed(file, name))) {
      if (text.length < (texts.get(path)?.length ?? 0)) continue;
      texts.set(path, text);
      owners.set(path, name);
    }
  }
  return { texts, owners };
}

function placed({ path, text }: OutputFile, name: string): OutputFile {
  if (path.startsWith('runtime/')) return { path: posix.join(folder, path), text };
  // The index is the only file that imports from the folders beside it.
  const own = path === 'index.ts' ? text.replaceAll('"./', `"./${name}-`) : text;
  return { path: posix.join(folder, `${name}-${path}`), text: own };
}

function hostOf(texts: ReadonlyMap<string, string>, { disk, parsed }: Known): ts.CompilerHost {
  return {
    ...disk,
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    directoryExists: (path) => path.startsWith(folder) || (disk.directoryExists?.(path) ?? true),
    getSourceFile: (path, version) => {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, version);
      if (!parsed.has(path)) parsed.set(path, disk.getSourceFile(path, version));
      return parsed.get(path);
    },
  };
}
