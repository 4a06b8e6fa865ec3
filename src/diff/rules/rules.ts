import { worst, type Direction } from '../change.js';
import { documentRules } from './documents.js';
import { messageRules } from './messages.js';
import { operationRules } from './operations.js';
import type { Effect, Rule, Rules } from './rule.js';
import { structureRules } from './structures.js';
import { typeRules } from './types.js';
import { valueRules } from './values.js';

/** The families of rules, by the titles that documentation gives them. */
export const families = {
  'Documents and servers': documentRules,
  Operations: operationRules,
  Messages: messageRules,
  Values: valueRules,
  'Objects, arrays and unions': structureRules,
  'Names of types': typeRules,
} as const satisfies Readonly<Record<string, Rules>>;

const tables = {
  ...documentRules,
  ...operationRules,
  ...messageRules,
  ...valueRules,
  ...structureRules,
  ...typeRules,
} as const;

/** The code of a rule. */
export type RuleCode = keyof typeof tables;

/** All rules. Whatever `diff` reports is one of them; `docs/compatibility.md` lists them. */
export const rules: Readonly<Record<RuleCode, Rule>> = tables;

/** Returns what a rule is about and what such a change does, in paragraphs; nothing for another code. */
export function explainRule(code: string): readonly string[] | undefined {
  const rule = new Map<string, Rule>(Object.entries(rules)).get(code);
  if (rule === undefined) return undefined;
  const effects =
    'always' in rule
      ? [effectText('It is', rule.always)]
      : [
          effectText('In what you receive, it is', rule.received),
          effectText('In what you send, it is', rule.sent),
        ];
  return [`${code} ${rule.title}`, ...effects];
}

function effectText(start: string, [wire, source, why]: Effect): string {
  return `${start} ${wire} on the wire and ${source} in source code: ${why}.`;
}

/** Data that no operation has never travels; code that uses its type may rely on either direction. */
const unusedWhy = 'no operation has it, but code that uses the type may no longer compile';

/** Returns what a change does in a direction. Rules without directions ignore it. */
export function effectOf(code: RuleCode, direction: Direction): Effect {
  const rule = rules[code];
  if ('always' in rule) return direction === 'unused' ? unused(rule.always) : rule.always;
  if (direction !== 'unused') return rule[direction];
  return unused(rule.received, rule.sent);
}

function unused(...effects: readonly Effect[]): Effect {
  const source = worst(...effects.map((each) => each[1]));
  return ['safe', source, source === 'safe' ? 'no operation has it' : unusedWhy];
}
