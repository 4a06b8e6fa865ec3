import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { LoadedFiles } from '../load/load.js';
import { checkData } from './check-data.js';
import { createRuleCheck } from './parser/parser.js';
import { findRoles } from './roles/roles.js';
import { checkStructure } from './structure/structure.js';

/** Checks whether a document with all its files conforms to its AsyncAPI version. */
export type CheckConformance = (loaded: LoadedFiles) => Promise<readonly Diagnostic[]>;

/** The check keeps the rules of @asyncapi/parser for the next document. */
export function createConformanceCheck(): CheckConformance {
  const checkRules = createRuleCheck();
  return async ({ closure, version }) => {
    const roles = findRoles(closure);
    const unusable = checkData(closure, roles);
    if (unusable.length > 0) return unusable;
    const structure = await checkStructure(closure, version);
    const rules = await checkRules(closure, roles);
    // Rules may fail on a structure that is wrong.
    const isReported = ({ code }: Diagnostic): boolean =>
      structure.length === 0 || code !== 'PARSER_REFUSED';
    return [...structure, ...rules.filter(isReported)];
  };
}
