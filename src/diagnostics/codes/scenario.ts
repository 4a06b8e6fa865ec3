import { codeTable } from '../code-table.js';

/** Findings about scenarios of the mock EVerest. */
export const scenarioCodes = codeTable({
  SCENARIO_INVALID: {
    severity: 'error',
    title: 'The scenario is not valid',
    explanation:
      'A scenario of the mock EVerest does not have the form that templates/scenarios/scenario.schema.json describes: a step has an unknown action, an argument of a wrong type, or a time before that of a step above it. To see mistakes while you write, let your editor use the schema, with the comment "# yaml-language-server: $schema=<path>" in the first line.',
  },
});
