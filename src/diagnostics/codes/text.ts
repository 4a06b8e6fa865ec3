import { codeTable } from '../code-table.js';

/** Findings about the YAML or JSON of a file. */
export const textCodes = codeTable({
  YAML_SYNTAX: {
    severity: 'error',
    title: 'The text is not well-formed YAML or JSON',
    explanation:
      'Files are read as YAML 1.2, which includes JSON. The most frequent causes are wrong indentation, tabs, an unquoted value that contains a colon or a hash, and a quote or bracket that is not closed.',
  },
  FILE_NOT_YAML: {
    severity: 'error',
    title: 'The file is neither YAML nor JSON',
    explanation:
      'The name or the text of the file shows that it is of another format, such as Markdown or HTML. A reference may lead to its anchor in a browser, but here it must lead to a YAML or JSON file.',
  },
  YAML_SEVERAL_DOCUMENTS: {
    severity: 'error',
    title: 'The file holds more than one YAML document',
    explanation:
      'A line "---" starts another document in the same file. Split the file, so that each contains one AsyncAPI document.',
  },
  YAML_EMPTY: {
    severity: 'error',
    title: 'The file is empty',
    explanation: 'The file contains nothing, or only comments.',
  },
  YAML_DUPLICATE_KEY: {
    severity: 'error',
    title: 'A key occurs twice in one mapping',
    explanation:
      'Programs disagree about which of the two counts, so neither is used. Remove or rename one of them.',
  },
  YAML_KEY_NOT_TEXT: {
    severity: 'error',
    title: 'A key is not a string',
    explanation:
      'YAML allows sequences and mappings as keys; JSON, and therefore AsyncAPI, does not. A template placeholder such as {{name}} without quotes is such a key, too.',
  },
  YAML_KEY_FORBIDDEN: {
    severity: 'error',
    title: 'The key __proto__ is not accepted',
    explanation:
      'In JavaScript, an assignment to "__proto__" changes the object itself instead of adding a property, which is a known way to attack programs. Rename the property.',
  },
  YAML_KEY_NOT_UNICODE: {
    severity: 'error',
    title: 'A key is not valid Unicode',
    explanation:
      'The escapes \\ud800 to \\udfff are halves of characters. One half alone cannot be encoded as UTF-8, so no message can contain such a property, and no validator can be made for it.',
  },
  YAML_TAG: {
    severity: 'error',
    title: 'A YAML tag beyond JSON is used',
    explanation:
      'AsyncAPI documents contain JSON data only: strings, numbers, booleans, null, arrays and objects. Tags such as !!binary, !!omap or !include are not read.',
  },
  YAML_ALIAS_UNKNOWN: {
    severity: 'error',
    title: 'An alias without its anchor',
    explanation:
      'An alias (*name) repeats the value that an anchor (&name) earlier in the same file marks.',
  },
  YAML_ALIAS_LIMIT: {
    severity: 'error',
    title: 'Aliases expand to too much data',
    explanation:
      'The aliases of a file may expand to at most 10,000 nodes. A few nested aliases could otherwise expand to billions of values and exhaust the memory. Use "$ref" instead.',
  },
  YAML_TOO_DEEP: {
    severity: 'error',
    title: 'The data is nested too deeply',
    explanation:
      'Data may be nested 200 levels deep. Move inner parts to the components and refer to them with "$ref".',
  },
  YAML_TOO_MANY_NODES: {
    severity: 'error',
    title: 'The file contains too many values',
    explanation: 'A file may contain a million keys and values.',
  },
  YAML_NUMBER: {
    severity: 'error',
    title: 'A number that JSON does not have',
    explanation:
      'JSON has neither infinity nor "not a number", so no message can contain the value.',
  },
});
