import { codeTable } from '../code-table.js';

/** Findings about the overrides of mock servers. */
export const overrideCodes = codeTable({
  OVERRIDE_INVALID: {
    severity: 'error',
    title: 'An override is not valid',
    explanation:
      'The file of `mock --overrides` is a mapping of operations to payloads, or to lists of payloads that are used one after the other. An operation has another name, or a payload does not match the schema of the message that the mock server sends. The command inspect lists the operations.',
  },
});
