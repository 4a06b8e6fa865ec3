import { isArray, isObject, member, type Json } from '../../../json/json.js';
import { childPointer } from '../../../json/pointer.js';

/** A module of the configuration, with its connections to others. */
export interface ActiveModule {
  readonly id: string;
  /** What runs, e.g. `EvseManager` or `powermeter_API`. */
  readonly module: string;
  readonly config: Json | undefined;
  readonly hasGlobalRead: boolean;
  readonly connections: readonly Connection[];
  readonly pointer: string;
}

/** A connection of a module to one that does something for it. */
export interface Connection {
  readonly requirement: string;
  readonly target: string;
  readonly pointer: string;
}

const API = '_API';

/** Returns the kind of an API module, e.g. `powermeter`; `undefined` for any other module. */
export function apiType({ module }: ActiveModule): string | undefined {
  return module.endsWith(API) ? module.slice(0, -API.length) : undefined;
}

/** Whether a module manages an EVSE. */
export function isEvseManager({ module }: ActiveModule): boolean {
  return module === 'EvseManager';
}

/** Reads the modules of a configuration that its schema has accepted. */
export function activeModules(data: Json): readonly ActiveModule[] {
  const modules = member(data, 'active_modules');
  return Object.entries(isObject(modules) ? modules : {}).map(([id, value]) => {
    const pointer = childPointer('/active_modules', id);
    return {
      ...{ id, pointer, module: textOf(member(value, 'module')) },
      config: member(value, 'config_module'),
      hasGlobalRead:
        member(member(member(value, 'access'), 'config'), 'allow_global_read') === true,
      connections: connectionsIn(member(value, 'connections'), `${pointer}/connections`),
    };
  });
}

function connectionsIn(value: Json | undefined, pointer: string): readonly Connection[] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([requirement, list]) =>
    (isArray(list) ? list : []).map((each, index) => ({
      requirement,
      target: textOf(member(each, 'module_id')),
      pointer: `${childPointer(pointer, requirement)}/${index}/module_id`,
    })),
  );
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Returns the EVSE managers that a module is about: those that its connections lead to or, for a driver, those whose
 * connections lead to it. If there are none, it is about the whole station.
 */
export function managersOf(
  module: ActiveModule,
  modules: readonly ActiveModule[],
): readonly ActiveModule[] {
  const below = reachable(module, modules).filter(isEvseManager);
  if (below.length > 0) return below;
  return modules.filter(
    (manager) => isEvseManager(manager) && reachable(manager, modules).includes(module),
  );
}

/** Follows connections; what is behind an EVSE manager belongs to that one. */
function reachable(start: ActiveModule, modules: readonly ActiveModule[]): readonly ActiveModule[] {
  const found = new Set<ActiveModule>();
  const targets = [...start.connections];
  for (const { target } of targets) {
    const next = modules.find(({ id }) => id === target);
    if (next === undefined || found.has(next)) continue;
    found.add(next);
    if (!isEvseManager(next)) for (const each of next.connections) targets.push(each);
  }
  return [...found];
}
