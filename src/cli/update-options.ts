import type { DiffOptions } from './diff-options.js';

/** The options of `update`. */
export interface UpdateOptions extends Omit<DiffOptions, 'side'> {
  /** The sources of the folder. */
  readonly from?: readonly string[];
  /** The output folders to generate again. */
  readonly out?: readonly string[];
  readonly check?: true;
}
