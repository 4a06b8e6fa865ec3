import type { Rules } from './rule.js';

/** Changes of the names of types, which leave the wire as it is. */
export const typeRules = {
  TYPES_REMOVED: {
    title: 'A type is gone, with its validators; one finding has all of a document',
    always: [
      'safe',
      'breaking',
      'nothing in the document leads to it any more, and imports of it no longer compile',
    ],
  },
  TYPE_RENAMED: {
    title: 'A type has another name',
    always: ['safe', 'breaking', 'imports of the old name no longer compile'],
  },
  TYPES_ADDED: {
    title: 'A type is new; one finding has all of a document',
    always: ['safe', 'safe', 'nothing uses it yet'],
  },
} as const satisfies Rules;
