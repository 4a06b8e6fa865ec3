import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { withoutAssumption } from '../diagnostics/tolerance.js';
import { limits } from '../load/limits.js';
import type { LoadedFiles } from '../load/load.js';
import { checkData } from './check-data.js';
import { createRuleCheck } from './parser/parser.js';
import { findRoles } from './roles/roles.js';
import type { StructureFinding } from './structure/structure-findings.js';
import { checkStructure } from './structure/structure.js';

/** The result of checking whether a document conforms to AsyncAPI. */
export interface Conformance {
  readonly findings: readonly Diagnostic[];
  /** References that the main document writes as strings, by the pointer to the string. */
  readonly references: ReadonlyMap<string, string>;
}

/** Checks whether a document and its files conform to the AsyncAPI version of the document. */
export type CheckConformance = (loaded: LoadedFiles) => Promise<Conformance>;

/** Creates a check that loads the rules of @asyncapi/parser once, for all documents. */
export function createConformanceCheck(): CheckConformance {
  const checkRules = createRuleCheck();
  return async ({ closure, version }) => {
    const roles = findRoles(closure);
    const unusable = checkData(closure, roles);
    if (unusable.length > 0) return { findings: unusable, references: new Map() };
    const structure = await checkStructure(closure, version);
    const rules = await checkRules(closure, roles);
    // Rules may throw on a document with a wrong structure.
    const isReported = ({ code }: Diagnostic): boolean =>
      structure.length === 0 || code !== 'PARSER_REFUSED';
    const findings = [...structure.map(withoutReference), ...rules.filter(isReported)];
    // Beyond the limit, nothing is known of the document.
    return structure.length < limits.structureFindings
      ? { findings, references: referencesOf(structure) }
      : { findings: findings.map(withoutAssumption), references: new Map() };
  };
}

function withoutReference({ reference: _reference, ...found }: StructureFinding): Diagnostic {
  return found;
}

function referencesOf(structure: readonly StructureFinding[]): ReadonlyMap<string, string> {
  return new Map(
    structure.flatMap(({ reference }) =>
      reference === undefined ? [] : [[reference.pointer, reference.text] as const],
    ),
  );
}
