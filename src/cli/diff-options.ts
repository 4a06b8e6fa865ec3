import { Option } from 'commander';
import type { Level } from '../diff/change.js';
import type { SideOption } from './side-option.js';
import type { SpecOptions } from './spec-options.js';

/** The values of `--format`. */
export const DIFF_FORMATS = ['pretty', 'json', 'markdown', 'github', 'sarif'] as const;

/** The option of commands that compare two versions of documents. */
export interface FailOnChange {
  /** The least level of changes that give exit code 5. */
  readonly failOnChange?: Exclude<Level, 'safe'>;
}

/** The options of the command. */
export interface DiffOptions extends Omit<SpecOptions, 'format'>, SideOption, FailOnChange {
  readonly format: (typeof DIFF_FORMATS)[number];
}

/** Returns the option `--fail-on-change`. */
export function failOnChangeOption(): Option {
  const option = new Option(
    '--fail-on-change <level>',
    'least level of changes that give exit code 5 (default: none)',
  );
  return option.choices(['breaking', 'risky']);
}
