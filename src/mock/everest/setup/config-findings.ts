import { diagnostic } from '../../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import { didYouMean } from '../../../diagnostics/did-you-mean.js';
import { visibleLine } from '../../../diagnostics/visible.js';
import { member } from '../../../json/json.js';
import type { SourceFile } from '../../../load/source/source-file.js';
import { apiType, isEvseManager, managersOf, type ActiveModule } from './active-modules.js';

interface Fault {
  /** What the fault is at: a JSON pointer. */
  readonly at: string;
  readonly message: string;
  readonly fix: string;
}

/** Finds mistakes in a configuration that its JSON Schema does not see. */
export function configFindings(
  file: SourceFile,
  modules: readonly ActiveModule[],
): readonly Diagnostic[] {
  const faults = [
    ...withoutApis(modules),
    ...modules.flatMap(badId),
    ...modules.flatMap((module) => badConnections(module, modules)),
    ...modules.flatMap((module) => withoutManager(module, modules)),
    ...sameNumbers(modules),
  ];
  return faults.map(({ at, message, fix: help }) =>
    diagnostic('EVEREST_CONFIG_INVALID', { message, help, place: file.place(at) }),
  );
}

function withoutApis(modules: readonly ActiveModule[]): readonly Fault[] {
  if (modules.some((module) => apiType(module) !== undefined)) return [];
  return [
    {
      at: '/active_modules',
      message: 'The configuration has no API module, so there is nothing to mock.',
      fix: 'Add a module whose name ends in _API, e.g. evse_manager_consumer_API.',
    },
  ];
}

function badId(module: ActiveModule): readonly Fault[] {
  if (apiType(module) === undefined || !/[/+#\0]/.test(module.id)) return [];
  return [
    {
      at: module.pointer,
      message: `The module id ${visibleLine(module.id)} cannot be a level of a topic.`,
      fix: 'Rename it, without the characters / + and #.',
    },
  ];
}

function badConnections(
  { connections }: ActiveModule,
  modules: readonly ActiveModule[],
): readonly Fault[] {
  const ids = modules.map(({ id }) => id);
  return connections
    .filter(({ target }) => !ids.includes(target))
    .map(({ target, pointer }) => {
      const similar = didYouMean(target, ids);
      return {
        at: pointer,
        message: `There is no module ${visibleLine(target)}.`,
        fix:
          similar === undefined
            ? 'Add it to active_modules.'
            : `Did you mean ${visibleLine(similar)}?`,
      };
    });
}

function withoutManager(module: ActiveModule, modules: readonly ActiveModule[]): readonly Fault[] {
  if (apiType(module) !== 'evse_manager_consumer') return [];
  const targets = module.connections.filter(({ requirement }) => requirement === 'evse_manager');
  if (targets.length > 0 && managersOf(module, modules).length > 0) return [];
  // A connection to a module that does not exist is a finding already.
  if (targets.some(({ target }) => modules.every(({ id }) => id !== target))) return [];
  return [
    {
      at: targets[0]?.pointer ?? module.pointer,
      message: `The module ${visibleLine(module.id)} is not connected to an EvseManager.`,
      fix: 'Connect its requirement evse_manager to a module that is an EvseManager.',
    },
  ];
}

/** Two EVSEs of one number could not be told apart. */
function sameNumbers(modules: readonly ActiveModule[]): readonly Fault[] {
  const seen = new Map<number, string>();
  return modules.filter(isEvseManager).flatMap(({ id, config, pointer }) => {
    const number = member(config, 'connector_id');
    if (typeof number !== 'number') return [];
    const other = seen.get(number);
    seen.set(number, other ?? id);
    if (other === undefined) return [];
    return [
      {
        at: `${pointer}/config_module/connector_id`,
        message: `${visibleLine(id)} and ${visibleLine(other)} have the same connector_id, ${number}.`,
        fix: 'Give each EvseManager a connector_id of its own.',
      },
    ];
  });
}
