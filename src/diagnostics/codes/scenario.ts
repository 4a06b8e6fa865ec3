import { codeTable } from '../code-table.js';

/** Findings about scenarios and configurations of the mock EVerest. */
export const scenarioCodes = codeTable({
  SCENARIO_INVALID: {
    severity: 'error',
    title: 'The scenario is not valid',
    explanation:
      'A scenario of the mock EVerest does not have the form that templates/scenarios/scenario.schema.json describes: a step has an unknown action, an argument of a wrong type, or a time before that of a step above it. To see mistakes while you write, let your editor use the schema, with the comment "# yaml-language-server: $schema=<path>" in the first line.',
  },
  EVEREST_CONFIG_INVALID: {
    severity: 'error',
    title: 'The configuration of EVerest is not valid',
    explanation:
      'The file that `--everest-config` names is not one that EVerest could run from: it has no `active_modules`, a value has the wrong type, a connection leads to a module that is not in the file, two EvseManager modules have the same `connector_id`, or an evse_manager_consumer_API has no EvseManager. The mock reads only what its API modules need, so a file without findings may still be one that EVerest refuses.',
  },
});
