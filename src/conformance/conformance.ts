import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { withoutAssumption } from '../diagnostics/tolerance.js';
import { isObject } from '../json/json.js';
import { pointerOf, segmentsOf, valueAt } from '../json/pointer.js';
import { limits } from '../load/limits.js';
import type { LoadedFiles } from '../load/load.js';
import { checkData } from './check-data.js';
import type { Closure } from '../load/references/closure.js';
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
    const findings = [
      ...structure.map(withoutReference),
      ...withoutEchoes(rules, structure, closure),
    ];
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

/** Removes what rules report because of a wrong structure: they may throw, or report it once more. */
function withoutEchoes(
  rules: readonly Diagnostic[],
  structure: readonly Diagnostic[],
  closure: Closure,
): readonly Diagnostic[] {
  if (structure.length === 0) return rules;
  const stopping = structure.filter(({ assumption }) => assumption === undefined);
  const isWrong = createWrongValueCheck(stopping, closure);
  return rules.filter(({ code, place }) => code !== 'PARSER_REFUSED' && !isWrong(place));
}

/** Creates a check for places of structural findings, and for places within values of a wrong type. */
function createWrongValueCheck(
  structure: readonly Diagnostic[],
  { files }: Closure,
): (place: Place | undefined) => boolean {
  const keyOf = (file: string, pointer: string): string => JSON.stringify([file, pointer]);
  const wrong = new Set(
    structure.map(({ place }) => keyOf(place?.file ?? '', place?.pointer ?? '')),
  );
  const isObjectAt = (file: string, pointer: string): boolean => {
    const data = files.get(file)?.data;
    return data !== undefined && isObject(valueAt(data, pointer));
  };
  return (place) => {
    if (place === undefined) return false;
    const { file, pointer = '' } = place;
    if (wrong.has(keyOf(file, pointer))) return true;
    const segments = segmentsOf(pointer);
    return segments.some((_, index) => {
      const outer = pointerOf(segments.slice(0, index));
      return wrong.has(keyOf(file, outer)) && !isObjectAt(file, outer);
    });
  };
}
