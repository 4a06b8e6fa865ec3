import type { Code } from '../code/code.js';

/**
 * What a template sees: finished program text, branches, and lists of them. A plain string does not
 * fit, so text of a document cannot get here but through `code.ts`.
 */
export type ViewValue = Code | boolean | View | readonly Code[] | readonly View[];
export interface View {
  readonly [name: string]: ViewValue;
}
