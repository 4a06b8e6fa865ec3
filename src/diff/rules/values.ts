import type { Rules } from './rule.js';

/** Changes of schemas: types, values and limits. */
export const valueRules = {
  ENUM_VALUE_ADDED: {
    title: 'An enum gained a value',
    received: ['breaking', 'breaking', 'old clients reject it, and exhaustive switches break'],
    sent: ['safe', 'safe', 'you may send it now'],
  },
  ENUM_VALUE_REMOVED: {
    title: 'An enum lost a value',
    received: ['safe', 'breaking', 'it no longer arrives, and a `case` for it no longer compiles'],
    sent: ['breaking', 'breaking', 'peers reject it, and code that sends it no longer compiles'],
  },
  ENUM_INTRODUCED: {
    title: 'A fixed set of values replaced any value',
    received: [
      'safe',
      'risky',
      'other values no longer arrive, and comparisons with them no longer compile',
    ],
    sent: [
      'breaking',
      'breaking',
      'peers reject every other value, and code that sends one no longer compiles',
    ],
  },
  ENUM_DROPPED: {
    title: 'Any value replaced a fixed set of values',
    received: [
      'breaking',
      'breaking',
      'old clients reject the new values, and exhaustive switches break',
    ],
    sent: ['safe', 'safe', 'you may send any value now'],
  },
  TYPE_WIDENED: {
    title: 'A further type of values is allowed',
    received: ['breaking', 'breaking', 'old clients reject it, and code does not expect it'],
    sent: ['safe', 'safe', 'you may send it now'],
  },
  TYPE_NARROWED: {
    title: 'A type of values is no longer allowed',
    received: [
      'safe',
      'risky',
      'it no longer arrives, and code that handles it may no longer compile',
    ],
    sent: ['breaking', 'breaking', 'peers reject it, and code that sends it no longer compiles'],
  },
  TYPE_CHANGED: {
    title: 'The type of values changed',
    always: ['breaking', 'breaking', 'each side rejects what the other one sends'],
  },
  FRACTION_ALLOWED: {
    title: 'A number need not be an integer any more',
    received: ['breaking', 'safe', 'old clients reject fractions'],
    sent: ['safe', 'safe', 'you may send fractions now'],
  },
  INTEGER_REQUIRED: {
    title: 'A number has to be an integer',
    received: ['safe', 'safe', 'fractions no longer arrive'],
    sent: ['breaking', 'safe', 'peers reject fractions'],
  },
  LIMIT_TIGHTENED: {
    title: 'A limit on numbers, lengths or counts became tighter',
    received: ['safe', 'safe', 'what arrives was allowed before'],
    sent: ['breaking', 'safe', 'peers reject what is outside'],
  },
  LIMIT_LOOSENED: {
    title: 'A limit on numbers, lengths or counts became looser',
    received: ['breaking', 'safe', 'old clients reject what was outside'],
    sent: ['safe', 'safe', 'what you send is still allowed'],
  },
  LIMIT_CHANGED: {
    title: '`multipleOf` changed to a value that is neither a multiple nor a divisor',
    always: ['risky', 'safe', 'each side may reject numbers of the other one'],
  },
  TEXT_RULE_ADDED: {
    title: 'A `pattern` or a `format` was added',
    received: ['safe', 'safe', 'what arrives was allowed before'],
    sent: ['risky', 'safe', 'peers reject strings that do not match'],
  },
  TEXT_RULE_REMOVED: {
    title: 'A `pattern` or a `format` is gone',
    received: ['risky', 'safe', 'old clients reject strings that do not match'],
    sent: ['safe', 'safe', 'what you send is still allowed'],
  },
  TEXT_RULE_CHANGED: {
    title: 'A `pattern` or a `format` changed',
    always: ['risky', 'safe', 'whether one allows what the other allows cannot be decided'],
  },
} as const satisfies Rules;
