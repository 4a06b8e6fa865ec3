import type { CodeTable } from '../code-table.js';

/** Findings on `$ref`. */
export const referenceCodes = {
  REF_NOT_FOUND: {
    severity: 'error',
    title: 'A reference leads nowhere',
    explanation:
      'The file is there, but not the place in it that the part after "#" names. That part is a JSON pointer (RFC 6901): keys separated by "/", with "/" within a key written as "~1" and "~" as "~0".',
  },
  REF_OUTSIDE_ROOT: {
    severity: 'error',
    title: 'A reference leaves the root folder',
    explanation:
      'Documents are untrusted input, so they may refer only to files within the root folder. By default that is the folder of the document, or the folder above it where the file is called asyncapi, index or spec. Symbolic links are followed before the check. Name a wider folder with --root.',
  },
  REF_REMOTE: {
    severity: 'error',
    title: 'A reference to another machine',
    explanation:
      'Reading a document never opens a network connection. Save the file beside the document and refer to it by a relative path.',
  },
  REF_MALFORMED: {
    severity: 'error',
    title: 'A reference that cannot be understood',
    explanation:
      'A reference is a relative path, then "#", then a JSON pointer; each part may be missing. Special characters are percent-encoded (RFC 3986). Anchors and "$id" are not looked up.',
  },
  REF_NOT_TEXT: {
    severity: 'error',
    title: 'A property called $ref',
    explanation:
      'A "$ref" whose value is not a text is no reference. A message that really has a property of that name cannot be described: tools that read JSON Schema take it for a reference.',
  },
  REF_CIRCULAR: {
    severity: 'error',
    title: 'References lead in a circle',
    explanation:
      'A schema may contain itself, but a reference that leads to another reference and so back to itself stands for no value at all.',
  },
  REF_EXPANSION: {
    severity: 'error',
    title: 'References stand for too much',
    explanation:
      'Schemas may refer to each other as they like. Once every other reference is replaced by what it stands for, a document may hold 1,000,000 values, at most 1,000 levels deep: a few levels of values that each refer to the next several times can otherwise stand for billions.',
  },
  REF_LIMIT: {
    severity: 'error',
    title: 'The document holds too many references',
    explanation: 'A document with all its files may hold 100,000 references.',
  },
} as const satisfies CodeTable;
