import type { Code } from '../code/code.js';

/**
 * A value that a template reads: code, a boolean, a view, or an array. Plain strings are not
 * allowed, so strings of a document reach a template only through `code.ts`.
 */
export type ViewValue = Code | boolean | View | readonly Code[] | readonly View[];
/** The values that a template reads, by name. */
export interface View {
  readonly [name: string]: ViewValue;
}
