import { diagnostic } from '../../diagnostics/catalogue.js';
import type { PlanRule } from '../rule.js';

/** Finds operations whose method gets another name, since its own is taken. */
export const findMethodNameClashes: PlanRule = ({ plan, locate }) =>
  plan.subjectClashes.map(({ operation, wanted, given }) =>
    diagnostic('METHOD_NAME_CLASH', {
      message: `The operation "${operation.id}" cannot be named "${wanted}" in the generated code, since that name is taken: it is named "${given}".`,
      help: 'To get another name, rename the operation.',
      place: locate(operation.origin),
    }),
  );
