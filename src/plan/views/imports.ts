import { byCodePoint } from '../../system/code-point-order.js';
import { code, identifier, type Code } from '../code/code.js';
import { headersNames } from '../operations/header-types.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { declaredNames } from '../operations/payload-type.js';
import { unusedNames } from '../names/unused-names.js';

/** The types that the operations of a file use, under the names that it has for them. */
export interface LocalTypes {
  readonly local: (type: Code) => Code;
  /** Import specifiers, sorted. */
  readonly specifiers: readonly Code[];
}

/** A schema may be called like something that the file itself uses: there it gets another name. */
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

/** Distinct names by code point, the same on every machine. */
export function sortedCode(names: Iterable<Code>): readonly Code[] {
  return [...new Set(names)].toSorted(byCodePoint);
}
