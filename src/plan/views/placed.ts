import type { Json } from '../../json/json.js';
import type { Code } from '../code/code.js';

/**
 * What a view has placeholders for: most of the text of a large file. It gets its place once Prettier
 * has laid out the rest.
 */
export interface Placed {
  /** Values; `[0]` stands for the first one. */
  readonly literals: readonly Json[];
  /**
   * Names of declarations. The declarations of `$$$` stand for those of each name of three letters:
   * their layout depends on nothing else.
   */
  readonly names: readonly Code[];
}
