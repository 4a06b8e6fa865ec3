import type { Rules } from './rule.js';

/** Changes of schemas: objects, arrays and combinations. */
export const structureRules = {
  PROPERTY_ADDED: {
    title: 'A property was added that may be left out, or that arrives',
    received: ['safe', 'safe', 'old clients ignore it'],
    sent: ['safe', 'safe', 'you may leave it out'],
  },
  UNEXPECTED_PROPERTY_ADDED: {
    title: 'A property was added to an object that allowed no other',
    received: ['breaking', 'safe', 'old clients reject it'],
    sent: ['safe', 'safe', 'you may leave it out'],
  },
  REQUIRED_PROPERTY_ADDED: {
    title: 'A required property was added',
    received: ['safe', 'safe', 'old clients ignore it'],
    sent: [
      'breaking',
      'breaking',
      'peers reject messages without it, and code that leaves it out no longer compiles',
    ],
  },
  PROPERTY_REMOVED: {
    title: 'An optional property is gone, and the object still allows others',
    received: [
      'risky',
      'breaking',
      'it may hold anything now, and code that reads it no longer compiles',
    ],
    sent: ['safe', 'breaking', 'peers ignore it, and code that sets it no longer compiles'],
  },
  PROPERTY_FORBIDDEN: {
    title: 'A property is gone, and the object allows no other',
    received: [
      'safe',
      'breaking',
      'it no longer arrives, and code that reads it no longer compiles',
    ],
    sent: ['breaking', 'breaking', 'peers reject it, and code that sets it no longer compiles'],
  },
  REQUIRED_PROPERTY_REMOVED: {
    title: 'A required property is gone',
    received: [
      'breaking',
      'breaking',
      'old clients reject messages without it, and code that reads it no longer compiles',
    ],
    sent: ['safe', 'breaking', 'peers ignore it, and code that sets it no longer compiles'],
  },
  PROPERTY_REQUIRED: {
    title: 'An optional property became required',
    received: ['safe', 'safe', 'it always arrives now'],
    sent: [
      'breaking',
      'breaking',
      'peers reject messages without it, and code that leaves it out no longer compiles',
    ],
  },
  ENVELOPE_PART_REQUIRED: {
    title: 'The payload or the headers in the envelope of a request became required',
    received: ['safe', 'safe', 'it always arrives now'],
    sent: [
      'breaking',
      'safe',
      'peers reject requests without it, although methods of the bindings always send it',
    ],
  },
  ENVELOPE_PART_OPTIONAL: {
    title: 'The payload or the headers in the envelope of a request became optional',
    received: ['breaking', 'safe', 'old clients reject requests without it'],
    sent: ['safe', 'safe', 'methods of the bindings send it anyway'],
  },
  PROPERTY_OPTIONAL: {
    title: 'A required property became optional',
    received: [
      'breaking',
      'breaking',
      'old clients reject messages without it, and code that relies on it no longer compiles',
    ],
    sent: ['safe', 'safe', 'you may leave it out now'],
  },
  OBJECT_CLOSED: {
    title: 'An object allows no further properties any more',
    received: ['safe', 'safe', 'what arrives was allowed before'],
    sent: [
      'risky',
      'safe',
      'peers reject properties that the document does not name, which the types allow only in variables',
    ],
  },
  OBJECT_OPENED: {
    title: 'An object allows further properties now',
    received: ['breaking', 'safe', 'old clients reject properties that they do not know'],
    sent: ['safe', 'safe', 'what you send is still allowed'],
  },
  MAP_CHANGED: {
    title: 'A schema of further properties is new or gone',
    always: ['risky', 'risky', 'what the keys may hold depends on which keys are used'],
  },
  TUPLE_CHANGED: {
    title: 'The items of a tuple changed in number, or an array became a tuple',
    always: ['risky', 'risky', 'the positions have other types'],
  },
  VARIANT_ADDED: {
    title: 'A union (`anyOf`, `oneOf`) gained a variant',
    received: ['breaking', 'breaking', 'old clients reject it, and exhaustive switches break'],
    sent: ['safe', 'safe', 'you may send it now'],
  },
  VARIANT_REMOVED: {
    title: 'A union (`anyOf`, `oneOf`) lost a variant',
    received: [
      'safe',
      'risky',
      'it no longer arrives, and code that handles it may no longer compile',
    ],
    sent: ['breaking', 'breaking', 'peers reject it, and code that sends it no longer compiles'],
  },
  CONDITION_CHANGED: {
    title:
      'A keyword changed that cannot be compared: `not`, `if`, `contains`, `dependencies` and their like',
    always: ['risky', 'risky', 'what it excludes cannot be decided'],
  },
  DISCRIMINATOR_CHANGED: {
    title: 'The property that distinguishes the variants of a union changed',
    always: ['risky', 'risky', 'variants are told apart in another way'],
  },
  COMPARISON_LIMIT: {
    title: 'The schemas are too large to be compared as a whole',
    always: ['risky', 'risky', 'the rest may hold any change'],
  },
} as const satisfies Rules;
