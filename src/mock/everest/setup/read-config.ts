import { diagnostic } from '../../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import type { SourceFile } from '../../../load/source/source-file.js';
import { member, optional, type Json } from '../../../json/json.js';
import { fixOf, issuesBy, problemOf } from '../../files/schema-issues.js';
import { readUserFile } from '../../files/user-file.js';
import type { GivenSettings } from '../station/settings.js';
import {
  activeModules,
  apiType,
  isEvseManager,
  managersOf,
  type ActiveModule,
} from './active-modules.js';
import { absentTopics } from './absent-topics.js';
import { configFindings } from './config-findings.js';
import { CONFIG_SCHEMA } from './config-schema.js';
import { MODULE_DEFAULTS, type EverestSetup, type ModuleSetup } from './setup.js';

/** What a configuration runs, or the findings in its file. */
export type ReadConfig =
  | { readonly setup: EverestSetup; readonly findings?: undefined }
  | { readonly setup?: undefined; readonly findings: readonly Diagnostic[] };

/** Reads the configuration that EVerest runs from. `path` is absolute, and `shown` is its name in messages. */
export async function readConfig(path: string, shown: string): Promise<ReadConfig> {
  const source = await readUserFile(path, shown);
  if ('findings' in source) return source;
  const { file } = source;
  const invalid = findInvalid(file);
  if (invalid.length > 0) return { findings: invalid };
  const modules = activeModules(file.data);
  const findings = configFindings(file, modules);
  return findings.length > 0 ? { findings } : { setup: setupOf(modules) };
}

/** Finds what the JSON Schema of configurations does not allow. */
function findInvalid(file: SourceFile): readonly Diagnostic[] {
  return issuesBy(CONFIG_SCHEMA)(file.data).map((issue) =>
    diagnostic('EVEREST_CONFIG_INVALID', {
      message: `The configuration is not valid: ${problemOf(issue)}.`,
      help: `${fixOf(issue)} docs/mock-server.md says what the mock reads of it.`,
      place: file.place(issue.path),
    }),
  );
}

function setupOf(modules: readonly ActiveModule[]): EverestSetup {
  const managers = modules.filter(isEvseManager);
  const numbers = evseNumbers(managers);
  return {
    evses: managers.map((manager) => evseOf(manager, numbers.get(manager) ?? 1)),
    modules: modules.flatMap((module) => {
      const type = apiType(module);
      if (type === undefined) return [];
      const evses = managersOf(module, modules).flatMap((each) => numbers.get(each) ?? []);
      return [moduleOf(module, { type, modules, evses })];
    }),
  };
}

/** Returns the number of each EVSE: its `connector_id`, else the lowest that is free. */
function evseNumbers(managers: readonly ActiveModule[]): ReadonlyMap<ActiveModule, number> {
  const numbers = new Map<ActiveModule, number>();
  for (const manager of managers) {
    const own = numberOf(member(manager.config, 'connector_id'));
    if (own !== undefined) numbers.set(manager, own);
  }
  for (const manager of managers) {
    if (numbers.has(manager)) continue;
    const taken = [...numbers.values()];
    numbers.set(manager, managers.findIndex((_each, index) => !taken.includes(index + 1)) + 1);
  }
  return numbers;
}

function evseOf({ id: manager, config, connections }: ActiveModule, id: number): GivenSettings {
  const board = connections.find(({ requirement }) => requirement === 'bsp')?.target;
  const evseId = member(config, 'evse_id');
  const mode = member(config, 'charge_mode');
  return {
    ...{ id, manager },
    ...optional('board', board),
    ...(typeof evseId === 'string' && { evse_id: evseId }),
    ...(mode === 'AC' || mode === 'DC' ? { charge_mode: mode } : {}),
  };
}

interface ModuleContext {
  readonly type: string;
  readonly modules: readonly ActiveModule[];
  readonly evses: readonly number[];
}

function moduleOf(module: ActiveModule, { type, modules, evses }: ModuleContext): ModuleSetup {
  const { id, config } = module;
  const number = (name: string): number | undefined => numberOf(member(config, name));
  return {
    ...MODULE_DEFAULTS,
    ...{ id, type },
    ...(evses.length > 0 && { evses }),
    ...optional('heartbeatMs', number('cfg_heartbeat_interval_ms')),
    ...optional('checkS', number('cfg_communication_check_to_s')),
    ...optional('replyTimeoutS', number('cfg_request_reply_to_s')),
    latches: member(config, 'latch_variable_values') !== false,
    sendsBeacon: !module.hasGlobalRead || isFirst(module, modules),
    absent: absentTopics(module),
  };
}

/** Whether a module has the lowest id among the API modules. One that cannot read the configuration takes it that it has. */
function isFirst({ id }: ActiveModule, modules: readonly ActiveModule[]): boolean {
  return modules.every((other) => apiType(other) === undefined || other.id >= id);
}

function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
