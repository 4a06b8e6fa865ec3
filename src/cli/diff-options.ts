import type { Level } from '../diff/change.js';
import type { SideOption } from './side-option.js';
import type { SpecOptions } from './spec-options.js';

/** The values of `--format`. */
export const DIFF_FORMATS = ['pretty', 'json', 'markdown', 'github', 'sarif'] as const;

/** The options of the command. */
export interface DiffOptions extends Omit<SpecOptions, 'format'>, SideOption {
  readonly format: (typeof DIFF_FORMATS)[number];
  readonly failOnChange?: Exclude<Level, 'safe'>;
}
