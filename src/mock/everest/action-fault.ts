import { didYouMean } from '../../diagnostics/did-you-mean.js';
import type { ApiModule } from './modules/api-module.js';
import type { Action } from './scenario/scenario.js';
import { commandsOf, isCommand } from './station/commands/commands.js';
import { numberAt, textAt } from './station/members.js';
import { EVSE_MANAGER } from './station/session-reports.js';

/** Why an action cannot be done, and what to do about it. */
export interface ActionFault {
  /** A JSON pointer into the details of the action. */
  readonly path: string;
  readonly message: string;
  readonly help: string;
}

/** Finds out why an action would lead to nothing: an EVSE, a command or a variable that does not exist. */
export function faultOf(
  { name, details }: Action,
  modules: readonly ApiModule[],
  evseIds: readonly number[],
): ActionFault | undefined {
  const evse = numberAt(details, 'evse');
  if (evse !== undefined && !evseIds.includes(evse)) {
    const help = `Use one of: ${evseIds.join(', ')}.`;
    return { path: '/evse', message: `The station has no EVSE ${evse}.`, help };
  }
  const api = textAt(details, 'api') || EVSE_MANAGER;
  if (name === 'command') return faultOfCommand(api, textAt(details, 'name'));
  if (name !== 'publish') return undefined;
  return faultOfPublish(api, textAt(details, 'variable'), modules);
}

function faultOfCommand(api: string, name: string): ActionFault | undefined {
  if (isCommand({ api, name })) return undefined;
  return {
    path: '/name',
    message: `The station has no command ${name} of ${api}.`,
    help: suggest(name, commandsOf(api)),
  };
}

function faultOfPublish(
  api: string,
  variable: string,
  modules: readonly ApiModule[],
): ActionFault | undefined {
  const module = modules.find(({ type }) => type === api);
  if (module === undefined) {
    const types = [...new Set(modules.map(({ type }) => type))];
    return {
      path: '/api',
      message: `No module of the type ${api} is mocked.`,
      help: suggest(api, types),
    };
  }
  if (module.variables.includes(variable)) return undefined;
  return {
    path: '/variable',
    message: `${api} publishes no ${variable}.`,
    help: suggest(variable, module.variables),
  };
}

function suggest(word: string, known: readonly string[]): string {
  const similar = didYouMean(word, known);
  if (similar !== undefined) return `Did you mean ${similar}?`;
  return known.length === 0 ? 'It has none.' : `Use one of: ${known.join(', ')}.`;
}
