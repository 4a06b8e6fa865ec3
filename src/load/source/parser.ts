import { parseSource, type SourceFile } from './source-file.js';

/** Parses a file as `parseSource` does. */
export type Parse = typeof parseSource;

/** The size of the files to remember, in characters. The syntax tree of a file takes far more memory than its text. */
const maxRemembered = 500_000;

/** Creates a parser that remembers the latest files, since the documents of a run often refer to the same ones. */
export function createParser(): Parse {
  const latest = new Map<string, SourceFile>();
  let size = 0;
  const forget = (path: string): void => {
    size -= latest.get(path)?.text.length ?? 0;
    latest.delete(path);
  };
  const remember = (file: SourceFile): void => {
    forget(file.path);
    latest.set(file.path, file);
    size += file.text.length;
    for (const oldest of latest.keys()) {
      if (size <= maxRemembered) return;
      forget(oldest);
    }
  };
  return (path, text) => {
    const known = latest.get(path);
    const parsed = known?.text === text ? { file: known } : parseSource(path, text);
    if ('file' in parsed) remember(parsed.file);
    return parsed;
  };
}
