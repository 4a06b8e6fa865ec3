import { diagnostic } from '../../diagnostics/catalogue.js';
import type { PlanRule } from '../rule.js';

/** Finds schemas that would get the same type name. */
export const findTypeNameClashes: PlanRule = ({ plan, locate }) =>
  plan.types.clashes.map(({ wanted, given }) => {
    const [first, ...others] = given;
    const names = given.map(({ name }) => name).join(', ');
    return diagnostic('NAME_CLASH', {
      message: `Several schemas have the type name "${wanted}", so their types are named ${names}.`,
      help: 'Rename the schemas, so that each has a type name of its own.',
      ...(first === undefined ? {} : { place: locate(first.origin) }),
      related: others.map(({ name, origin }) => ({
        message: `The type of this schema is named ${name}.`,
        place: locate(origin),
      })),
    });
  });
