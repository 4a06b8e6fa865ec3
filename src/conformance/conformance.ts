import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { isObject } from '../json/json.js';
import { pointerOf, segmentsOf, valueAt } from '../json/pointer.js';
import type { LoadedFiles } from '../load/load.js';
import { checkData } from './check-data.js';
import type { Closure } from '../load/references/closure.js';
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
    // Rules may throw on a document with a wrong structure, and report a wrong value once more.
    const isWrong = createWrongValueCheck(structure, closure);
    const isReported = ({ code, place }: Diagnostic): boolean =>
      structure.length === 0 || (code !== 'PARSER_REFUSED' && !isWrong(place));
    return [...structure, ...rules.filter(isReported)];
  };
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
