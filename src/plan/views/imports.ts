import { byCodePoint } from '../../system/code-point-order.js';
import { code, identifier, type Code } from '../code/code.js';
import { headersNames } from '../operations/header-types.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { declaredNames } from '../operations/payload-type.js';
import { unusedNames } from '../names/unused-names.js';

/** The types that the operations of a file use, by their local names. */
export interface LocalTypes {
  readonly local: (type: Code) => Code;
  /** The import specifiers, sorted. */
  readonly specifiers: readonly Code[];
}

/** Gives types a local name if the file itself uses their name for something else. */
export function localTypes(plans: readonly OperationPlan[], own: ReadonlySet<string>): LocalTypes {
  const types = sortedCode(
    plans.flatMap((plan) => [
      ...declaredNames([...plan.payload, ...plan.reply]),
      ...headersNames(plan),
    ]),
  );
  const unused = unusedNames([...own, ...types]);
  const names = new Map(
    types
      .filter((type) => own.has(type))
      .map((type) => [type, identifier(unused(`${type}Payload`))]),
  );
  const local = (type: Code): Code => names.get(type) ?? type;
  return {
    local,
    specifiers: types.map((type) => (names.has(type) ? code`${type} as ${local(type)}` : type)),
  };
}

/** Returns the distinct names, sorted by code point. */
export function sortedCode(names: Iterable<Code>): readonly Code[] {
  return [...new Set(names)].toSorted(byCodePoint);
}
