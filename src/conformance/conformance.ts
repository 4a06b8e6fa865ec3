import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { withoutAssumption } from '../diagnostics/tolerance.js';
import { limits } from '../load/limits.js';
import type { LoadedFiles } from '../load/load.js';
import { checkData } from './check-data.js';
import { createRuleCheck } from './parser/parser.js';
import { findRoles } from './roles/roles.js';
import { checkStructure } from './structure/structure.js';

/** Checks whether a document and its files conform to the AsyncAPI version of the document. */
export type CheckConformance = (loaded: LoadedFiles) => Promise<readonly Diagnostic[]>;

/** Creates a check that loads the rules of @asyncapi/parser once, for all documents. */
export function createConformanceCheck(): CheckConformance {
  const checkRules = createRuleCheck();
  return async ({ closure, version }) => {
    const roles = findRoles(closure);
    const unusable = checkData(closure, roles);
    if (unusable.length > 0) return unusable;
    const structure = await checkStructure(closure, version);
    const rules = await checkRules(closure, roles);
    // Rules may throw on a document with a wrong structure.
    const isReported = ({ code }: Diagnostic): boolean =>
      structure.length === 0 || code !== 'PARSER_REFUSED';
    const found = [...structure, ...rules.filter(isReported)];
    // Beyond the limit, nothing is known of the document.
    return structure.length < limits.structureFindings ? found : found.map(withoutAssumption);
  };
}
