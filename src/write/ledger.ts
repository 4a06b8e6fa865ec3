import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** What a ledger said before a run. */
export type LedgerReading =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'found';
      /** By POSIX path relative to the folder, the SHA-256 as `hashText` makes it. */
      readonly files: ReadonlyMap<string, string>;
      /** What it would be as this version of the tool writes it. */
      readonly text: string;
    }
  | { readonly kind: 'broken'; readonly diagnostic: Diagnostic };

/** The file that says which files of a folder are ours: the manifest of an output, or the lock file of a project. */
export interface Ledger {
  readonly name: string;
  /** Returns its new text. What the run does not replace stays in it. */
  readonly textFor: (folder: string) => string;
  /** Reads it from a folder. */
  readonly read: (folder: string) => LedgerReading;
  /** Returns the files in a text of it; none if it is not complete. */
  readonly filesIn: (text: string) => LedgerFiles;
}

/** The files in a text of a ledger. */
export interface LedgerFiles {
  /** Those that this run replaces, with their hashes by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Whether the text has files that this run does not replace. */
  readonly hasOthers: boolean;
}
