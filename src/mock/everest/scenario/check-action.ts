import { didYouMean } from '../../../diagnostics/did-you-mean.js';
import { isRecord } from '../../../system/record.js';
import type { ValidationIssue } from '../../../../templates/runtime/validation/validation-error.js';
import { fixOf, nameAt, type FindIssues } from '../../files/schema-issues.js';
import { ACTIONS } from './actions.js';
import { actionIn } from './parse-scenario.js';
import type { Action } from './scenario.js';

/** A mistake in an action. */
export interface ActionIssue {
  /** A JSON pointer to it. */
  readonly path: string;
  readonly message: string;
  readonly help: string;
}

/** An action, or the mistakes in it. */
export type CheckedAction =
  { readonly action: Action } | { readonly issues: readonly ActionIssue[] };

/** Where an action stands in a scenario of one step. */
const PLACE = '/steps/0/do';

/** Checks what may stand at `do` in a scenario: a word, or an action with its arguments. */
export function checkAction(value: unknown, findIssues: FindIssues): CheckedAction {
  const action = actionIn(value);
  if (action === undefined) return fault('An action is a word, or an object with one member.');
  const unknown = nameFault(action.name);
  if (unknown !== undefined) return unknown;
  const found = findIssues({ description: 'One action', steps: [{ do: value }] });
  if (found.length > 0) return { issues: found.map((issue) => explain(issue, action, value)) };
  return { action };
}

function nameFault(name: string): CheckedAction | undefined {
  if (name === 'assert') {
    return fault('Only scenarios have the action assert.', 'Read /state instead.');
  }
  if (Object.hasOwn(ACTIONS, name)) return undefined;
  const known = Object.keys(ACTIONS);
  const similar = didYouMean(name, known);
  const help =
    similar === undefined ? `Use one of: ${known.join(', ')}.` : `Did you mean ${similar}?`;
  return fault(`There is no action ${JSON.stringify(name)}.`, help);
}

function fault(
  message: string,
  help = 'Write "plug" or {"swipe":{"token":"CARD_1"}}, for example.',
): CheckedAction {
  return { issues: [{ path: '', message, help }] };
}

function explain(issue: ValidationIssue, { name }: Action, value: unknown): ActionIssue {
  const path = issue.path.startsWith(PLACE) ? issue.path.slice(PLACE.length) : issue.path;
  if (!isRecord(value)) {
    const help = 'Write it as an object; docs/mock-server.md has the arguments.';
    return { path, message: `The action ${name} needs arguments.`, help };
  }
  if (path === `/${name}` && issue.keyword === 'additionalProperties') {
    const message = `The action ${name} takes no arguments.`;
    return { path, message, help: `Write it as a string: "${name}".` };
  }
  const subject = path === '' ? 'The action' : nameAt(path);
  return { path, message: `${subject} ${issue.message}.`, help: fixOf(issue) };
}
