import { diagnostic } from '../../diagnostics/catalogue.js';
import type { PlanRule } from '../rule.js';

/** Operations whose method cannot have the name that it wants. */
export const findMethodNameClashes: PlanRule = ({ plan, locate }) =>
  plan.subjectClashes.map(({ operation, wanted, given }) =>
    diagnostic('METHOD_NAME_CLASH', {
      message: `The operation ${operation.id} cannot be called ${wanted}: it is called ${given}.`,
      help: 'Rename the operation, if another name is wanted.',
      place: locate(operation.origin),
    }),
  );
