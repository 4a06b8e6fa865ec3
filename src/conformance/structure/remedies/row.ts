import type { DiagnosticCode } from '../../../diagnostics/catalogue.js';
import type { Mistake, MistakeKind } from '../mistake.js';

/** What a mistake of structure is, and how to fix it. A row of the table of remedies. */
export interface Row {
  /** The mistake in plain words: a heading of the documentation, unique in the table. */
  readonly title: string;
  /** The kinds of object that the row is about. All, if absent. */
  readonly objects?: readonly string[];
  /** The fields that the row is about, as in `Mistake`. All, if absent. */
  readonly fields?: readonly string[];
  readonly mistake: MistakeKind;
  /** The major version of AsyncAPI that the row is about. All, if absent. */
  readonly version?: '2' | '3';
  /** A condition for the value. */
  readonly applies?: (mistake: Mistake) => boolean;
  /** The code of the finding, if this mistake has one of its own. */
  readonly code?: DiagnosticCode;
  /** What is wrong, if the keyword of JSON Schema does not say it well. */
  readonly message?: (mistake: Mistake) => string;
  /** The line to write. */
  readonly help: (mistake: Mistake) => string;
  /** Missing and unknown fields of the same object that the help covers, so they are not reported. */
  readonly replaces?: (mistake: Mistake) => readonly string[];
  /** The reference that the value stands for. */
  readonly reference?: (mistake: Mistake) => string | undefined;
  /** A help that the row gives, for the documentation. */
  readonly example: string;
}
