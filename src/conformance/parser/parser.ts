import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Closure } from '../../load/references/closure.js';
import type { Roles } from '../roles/roles.js';
import { checkExpansion } from '../../load/references/expansion.js';
import { limits } from '../../load/limits.js';
import { bundle, measureBundle, type Bundle } from './bundle.js';
import { parserFindings, refused } from './parser-findings.js';
import type { RuleFinding } from './rule-runner.js';

/** Runs the rules of @asyncapi/parser over a document. */
export type CheckRules = (closure: Closure, roles: Roles) => Promise<readonly Diagnostic[]>;

const maxExpansion = { size: limits.expandedNodes, height: limits.expandedDepth };

/** Creates a check that loads the parser at its first use, which takes a third of a second. */
export function createRuleCheck(): CheckRules {
  let runner: ReturnType<typeof startRunner> | undefined;
  const run = async (joined: Bundle): Promise<readonly RuleFinding[]> => {
    runner ??= startRunner();
    return (await runner).run(joined);
  };
  return async (closure, roles) => {
    const excess = checkExpansion(measureBundle(closure, roles), maxExpansion);
    if (excess.length > 0) return excess;
    try {
      return parserFindings(await run(bundle(closure, roles)), closure);
    } catch (error) {
      // Rules throw on some unusual documents.
      return [refused(error, closure.main.place(''))];
    }
  };
}

async function startRunner() {
  const { RuleRunner } = await import('./rule-runner.js');
  return new RuleRunner();
}
