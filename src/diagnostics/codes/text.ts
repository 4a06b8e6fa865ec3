import type { CodeTable } from '../code-table.js';

/** Findings on the YAML or JSON text of a file. */
export const textCodes = {
  YAML_SYNTAX: {
    severity: 'error',
    title: 'The text is not well-formed YAML or JSON',
    explanation:
      'Files are read as YAML 1.2, of which JSON is a part. The most frequent causes are wrong indentation, tabs, an unquoted value with a colon or a hash in it, and a quote or bracket that is not closed.',
  },
  YAML_SEVERAL_DOCUMENTS: {
    severity: 'error',
    title: 'The file holds more than one YAML document',
    explanation:
      'A line "---" starts another document in the same file. A file holds one AsyncAPI document; split the file.',
  },
  YAML_EMPTY: {
    severity: 'error',
    title: 'The file is empty',
    explanation: 'The file holds nothing, or nothing but comments.',
  },
  YAML_DUPLICATE_KEY: {
    severity: 'error',
    title: 'A key stands twice in one mapping',
    explanation:
      'Programs disagree about which of the two counts, so neither is taken. Remove or rename one of them.',
  },
  YAML_KEY_NOT_TEXT: {
    severity: 'error',
    title: 'A key is not a plain text',
    explanation:
      'YAML allows lists and mappings as keys; JSON, and so AsyncAPI, does not. A template placeholder such as {{name}} without quotes looks like that, too.',
  },
  YAML_KEY_FORBIDDEN: {
    severity: 'error',
    title: 'The key __proto__ is not accepted',
    explanation:
      'In JavaScript an assignment to "__proto__" changes the object itself instead of adding a property, a known way to attack programs. Rename the property.',
  },
  YAML_KEY_NOT_UNICODE: {
    severity: 'error',
    title: 'A key is no Unicode text',
    explanation:
      'The escapes \\ud800 to \\udfff stand for halves of characters. One half alone cannot be written as UTF-8, so no message could hold such a property, and validators cannot be made for it.',
  },
  YAML_TAG: {
    severity: 'error',
    title: 'A YAML tag beyond JSON is used',
    explanation:
      'AsyncAPI documents hold JSON data only: text, numbers, booleans, null, lists and mappings. Tags such as !!binary, !!omap or !include are not read.',
  },
  YAML_ALIAS_UNKNOWN: {
    severity: 'error',
    title: 'An alias without its anchor',
    explanation: 'An alias (*name) repeats what an anchor (&name) earlier in the same file marks.',
  },
  YAML_ALIAS_LIMIT: {
    severity: 'error',
    title: 'Aliases expand to too much data',
    explanation:
      'Aliases may expand to at most 10,000 nodes in a file. A few nested aliases can otherwise stand for billions of values and exhaust the memory. Use "$ref" instead.',
  },
  YAML_TOO_DEEP: {
    severity: 'error',
    title: 'The data is nested too deeply',
    explanation:
      'Data may be nested 200 levels deep. Move inner parts to components and use "$ref".',
  },
  YAML_TOO_MANY_NODES: {
    severity: 'error',
    title: 'The file holds too many values',
    explanation: 'A file may hold a million keys and values.',
  },
  YAML_NUMBER: {
    severity: 'error',
    title: 'A number that JSON does not have',
    explanation:
      'JSON has neither infinity nor "not a number", and so no message could ever contain the value.',
  },
} as const satisfies CodeTable;
