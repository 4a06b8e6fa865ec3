/** Files that users write for mock servers: overrides, scenarios and configurations. */
import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { readText } from '../../load/source/read-text.js';
import { parseSource, type SourceFile } from '../../load/source/source-file.js';

/** A file that could be read, or the findings in it. */
export type UserFile = { readonly file: SourceFile } | { readonly findings: readonly Diagnostic[] };

/** Reads a YAML file. `path` is absolute, and `shown` is its name in messages. */
export async function readUserFile(path: string, shown: string): Promise<UserFile> {
  const text = await readText(path, shown);
  if (text.kind !== 'refused') return parseSource(path, text.text);
  const { code, message, help, at } = text;
  const place: Place | undefined = at && { file: path, ...at };
  return { findings: [diagnostic(code, { message, help, ...(place && { place }) })] };
}
