import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { isObject } from '../../json/json.js';
import type { SourceFile } from '../../load/source/source-file.js';
import { readUserFile } from '../files/user-file.js';
import type { GivenOverrides, OverrideFault } from './overrides.js';

/** Overrides of a file, or the findings in it. */
export type ReadOverrides =
  | { readonly overrides: GivenOverrides; readonly explain: Explain }
  | { readonly findings: readonly Diagnostic[] };

/** Returns mistakes in the overrides as findings with their places in the file. */
type Explain = (faults: readonly OverrideFault[]) => readonly Diagnostic[];

const HELP =
  'Map operations to payloads, or to lists of them; the command inspect lists the operations.';

/** Reads overrides from YAML or JSON. `path` is absolute, and `shown` is its name in messages. */
export async function readOverrides(path: string, shown: string): Promise<ReadOverrides> {
  const source = await readUserFile(path, shown);
  if ('findings' in source) return source;
  const { file } = source;
  if (!isObject(file.data)) {
    return { findings: [invalid(file, { pointer: '', message: 'The file is not a mapping' })] };
  }
  return { overrides: file.data, explain: (faults) => faults.map((each) => invalid(file, each)) };
}

function invalid(file: SourceFile, { pointer, message }: OverrideFault): Diagnostic {
  const text = message.endsWith('?') ? message : `${message}.`;
  return diagnostic('OVERRIDE_INVALID', { message: text, help: HELP, place: file.place(pointer) });
}
