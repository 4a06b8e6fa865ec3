import { diagnostic } from '../../diagnostics/catalogue.js';
import type { PlanRule } from '../rule.js';

/** Schemas that want one type name. */
export const findTypeNameClashes: PlanRule = ({ plan, locate }) =>
  plan.types.clashes.map(({ wanted, given }) => {
    const [first, ...others] = given;
    const names = given.map(({ name }) => name).join(', ');
    return diagnostic('NAME_CLASH', {
      message: `The type name ${wanted} is wanted more than once: it became ${names}.`,
      help: 'Rename one of the schemas, so that each name can be the plain one and stays so.',
      ...(first === undefined ? {} : { place: locate(first.origin) }),
      related: others.map(({ name, origin }) => ({
        message: `became ${name}`,
        place: locate(origin),
      })),
    });
  });
